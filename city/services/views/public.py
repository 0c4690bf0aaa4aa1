from kernel.web.access import public


@public
def procedures(request): ...
@public
def procedure(request, code): ...
