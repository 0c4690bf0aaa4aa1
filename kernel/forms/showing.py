"""Answers as people read them, in Vietnamese or English."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override

from kernel.forms.definition import Field


def english(language: str | None) -> bool:
    return (language or get_language() or "vi").startswith("en")


def number(value: int | float, language: str | None = None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{Decimal(repr(value)):,f}"
    return text if english(language) else text.translate(str.maketrans(",.", ".,"))


def day(value: str | datetime.date, language: str | None = None) -> str:
    """24/11/2026 · 24 Nov 2026, as everywhere on a page of that language."""
    found = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    with override(language or get_language() or "vi"):
        return date_format(found, "DATE_FORMAT")


def month(value: str, language: str | None = None) -> str:
    """07/1985 · Jul 1985"""
    with override(language or get_language() or "vi"):
        return date_format(datetime.date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")


def phone(value: str) -> str:
    """0903 000 118; numbers of other countries as they are."""
    return f"{value[:4]} {value[4:7]} {value[7:]}" if value.startswith("0") else value


def show(spec: Field, value: Any, on: datetime.date, language: str | None = None) -> str:
    """One answer in words; nothing for no answer. A code that is no longer in its list is shown as it stands."""
    if value is None:
        return ""
    match spec.kind:
        case "number":
            unit = f" {spec.unit.say(language)}" if spec.unit else ""
            return number(value, language) + unit
        case "money":
            return f"{number(value, language)} ₫"
        case "date":
            return day(value, language)
        case "month":
            return month(value, language)
        case "phone":
            return phone(value)
        case "yes_no":
            with override(language or get_language()):
                return gettext("Có") if value else gettext("Không")
    return _listed(spec, value, on, language)


def _listed(spec: Field, value: Any, on: datetime.date, language: str | None) -> str:
    match spec.kind:
        case "choice":
            return code(spec, value, on, language)
        case "choices":
            return "; ".join(code(spec, one, on, language) for one in value)
        case "address":
            return f"{value['street']}, {code(spec, value['ward'], on, language)}"
        case "paper":
            return "\n".join(ref["name"] for ref in value)
    return str(value)


def code(spec: Field, value: str, on: datetime.date, language: str | None = None) -> str:
    found = spec.codes.find(value, on) if spec.codes else None
    return found.text.say(language) if found else value
