"""Forms this version of Motcua ships, as data: code -> definition (kernel.forms). Texts are ours, in both languages."""

from typing import Any

from city.services.engine.form_definitions.birth import BIRTH
from city.services.engine.form_definitions.building import BUILDING_PERMIT
from city.services.engine.form_definitions.certified_copy import CERTIFIED_COPY
from city.services.engine.form_definitions.general import GENERAL

FORMS: dict[str, dict[str, Any]] = {
    "general-application": GENERAL,
    "birth-registration": BIRTH,
    "building-permit": BUILDING_PERMIT,
    "certified-copy": CERTIFIED_COPY,
}
