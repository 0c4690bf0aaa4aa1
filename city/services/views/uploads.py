"""Several files sent at once: each is kept by itself, so that one that cannot be kept costs nobody the others."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from city.services.forms.portal import PaperForm
from kernel.actors import Actor
from kernel.errors import NotAllowed, Refused, WrongMove
from kernel.files import keep
from kernel.files.models import Blob


def keep_each(request: HttpRequest, form: PaperForm, attach: Callable[[Blob, str], object], *, by: Actor) -> bool:
    """`attach(blob, name)` for each; what is refused is named in the form. Whether all went well."""
    for file in form.files_sent:
        try:
            attach(keep(file, name=file.name, by=by), file.name[:200])
        except (WrongMove, NotAllowed):
            raise
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Đã nhận “%(name)s”.") % {"name": file.name})
    return form.is_valid()
