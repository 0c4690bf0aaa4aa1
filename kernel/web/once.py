"""Every posted form is taken once; the second time it is answered as the first was. The acts themselves see to that, see
kernel.journal.once: this gives them the key and leads to the page.

The key is the session, the address, all fields and the names and sizes of the files. One of the fields is the token
against forgery, which Django makes anew for each page it renders: so the key means this rendering of this page, and the
same form filled in the same way an hour later is another act. Posts of htmx repair a page in place and have no key.

Back gives a page as it was rendered before. What is sent from it again is another act once the same session has done
something else at the same place: at this address, beside it, or below (a file is taken out, and sent once more).
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from kernel.errors import Refusal
from kernel.journal import once
from kernel.web.middleware import Middleware


class OncePerForm(Middleware):
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with once.request() as this:
            response = self.get_response(request)
            if this.claimed:
                once.remember(this.key, response["Location"] if response.status_code in (302, 303) else "")
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        session = getattr(request, "session", None)
        plain = request.method == "POST" and not request.headers.get("HX-Request")
        if plain and session and session.session_key and "csrfmiddlewaretoken" in request.POST:
            this, places = once.current(), _places(request.path, session.session_key)
            this.key, this.places = _key(request, places[-2:][0]), places
            return _led(once.answer(this.key))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the second finds changed, the first may have changed a moment ago."""
        this = once.current()
        if isinstance(error, once.Again):
            return _led(error.location)
        if isinstance(error, Refusal | Http404) and this.key and not this.claimed:
            return _led(once.answer(this.key))
        return None


def _led(location: str) -> HttpResponse | None:
    return HttpResponseRedirect(location) if location else None


def _places(path: str, session: str) -> tuple[str, ...]:
    """Of "/drafts/X/papers/": "/", "/drafts/", "/drafts/X/" (to which its own keys belong), "/drafts/X/papers/"."""
    ends = [number + 1 for number, sign in enumerate(path) if sign == "/"]
    return tuple(once.place_of(session, path[:end]) for end in ends)


def _key(request: HttpRequest, place: str) -> str:
    fields = [part for name, values in sorted(request.POST.lists()) for part in (name, *map(str, values))]
    files = [f"{file.name} {file.size}" for _n, sent in sorted(request.FILES.lists()) for file in sent if isinstance(file, UploadedFile)]  # fmt: skip
    return once.key_of(place, request.get_full_path(), *fields, "files", *files)
