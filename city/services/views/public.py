from django.http import HttpRequest, HttpResponse

from kernel.web.access import public


@public
def procedures(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@public
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse()
