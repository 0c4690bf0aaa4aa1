"""Texts come from templates of the calling room, notices/<template>.txt: the first line is the subject, the rest the body."""

import re
from collections.abc import Mapping
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils import translation

BETWEEN = "\n\n– – –\nEnglish\n\n"
LONGEST_SUBJECT = 200


def written(template: str, facts: Mapping[str, Any], language: str | None) -> tuple[str, str]:
    """(subject, body) in `language`; with None Vietnamese, and the English below it. Plain text, nothing is escaped."""
    if language is not None:
        return _in(language, template, facts)
    subject, body = _in("vi", template, facts)
    subject_en, body_en = _in("en", template, facts)
    if (subject_en, body_en) == (subject, body):
        return subject, body
    return subject, f"{body}{BETWEEN}{subject_en}\n\n{body_en}"


def _in(language: str, template: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    source: Any = get_template(f"notices/{template}.txt")
    with translation.override(language):
        text = source.template.render(Context(dict(facts), autoescape=False))
    subject, _line, body = text.strip().partition("\n")
    return " ".join(subject.split())[:LONGEST_SUBJECT], re.sub(r"\n{3,}", "\n\n", body.strip())
