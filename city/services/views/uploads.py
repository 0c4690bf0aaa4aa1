"""Several files sent at once: each is kept by itself, so that one that cannot be kept costs nobody the others."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from city.services.forms.portal import PaperForm
from kernel.actors import Actor
from kernel.errors import Refused
from kernel.files import keep
from kernel.files.models import Blob

LONGEST = 200  # letters of a name, as the table has it


def shortened(name: str) -> str:
    """A long name without its middle: its beginning says what it is, its end of what kind."""
    end = 24
    return name if len(name) <= LONGEST else f"{name[: LONGEST - end - 1]}…{name[-end:]}"


def keep_each(request: HttpRequest, form: PaperForm, attach: Callable[[Blob, str], object], *, by: Actor) -> bool:
    """`attach(blob, name)` for each; what is refused is named in the form. Whether all went well."""
    for file in form.files_sent:
        try:
            attach(keep(file, name=file.name, by=by), shortened(file.name))
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Đã nhận “%(name)s”.") % {"name": file.name})
    return form.is_valid()
