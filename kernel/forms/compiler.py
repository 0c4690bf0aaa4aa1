"""A page of a definition as a Django form. The class is made once per definition and page; the day and the answers come per form."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from kernel.forms import showing, widgets
from kernel.forms.codes import Code
from kernel.forms.definition import Check, Field, FormDefinition, Page
from kernel.forms.fields import Answer, PaperAnswer, field_for
from kernel.forms.reading import Wrong
from kernel.forms.text import Text

YES_NO = (Code("yes", Text("Có", "Yes")), Code("no", Text("Không", "No")))


class Question(BoundField):
    """A question as templates see it: where errors lead, what describes the box, whether it is the heading of its page."""

    field: Answer

    @property
    def spec(self) -> Field:
        return self.field.spec

    @property
    def grouped(self) -> bool:
        return self.field.widget.grouped  # type: ignore[no-any-return]

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint" if self.spec.hint else ""

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error" if self.errors else ""

    @property
    def described_by(self) -> str:
        return " ".join(part for part in (self.hint_id, self.error_id) if part)

    @property
    def error(self) -> str:
        return str(self.errors[0]) if self.errors else ""

    @property
    def fault(self) -> str:
        """The box at fault within a group of boxes: day, month, year, ward, street; else nothing."""
        data = self.errors.as_data() if self.errors else []
        parts = getattr(self.field.widget, "parts", ())
        code = str(data[0].code) if data else ""
        return code if code in parts else ""

    @property
    def anchor(self) -> str:
        """The id of the box a person is led to."""
        if self.fault:
            return f"{self.auto_id}-{self.fault}"
        return self.field.widget.id_for_label(self.auto_id) or ""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Boxes in a fieldset are described by the fieldset; only the box at fault of a date is marked."""
        found: dict[str, Any] = dict(attrs)
        if self.grouped:
            return {**found, "wrong": self.fault or ("all" if self.errors else "")}
        if self.errors:
            found["aria-invalid"] = "true"
        if self.described_by:
            found["aria-describedby"] = self.described_by
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on a page, in order: a question, a note, or an answer that may not be changed here."""

    kind: str  # question | note | shown
    spec: Field
    question: Question | None = None
    value: str = ""


CHOSEN = ("choice", "choices", "yes_no", "paper")


class PageForm(forms.Form):
    """One visit of a page. Made by `page_form`; after `is_valid()` see `outcome` and `uploads`."""

    bound_field_class = Question
    use_required_attribute = False
    page: ClassVar[Page]

    def __init__(
        self, data: Any = None, files: Any = None, *, values: Mapping[str, Any], on: datetime.date,
        open_ids: frozenset[str] | None = None, before: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, files, auto_id="q-%s", initial=dict(values))
        self.values, self.on, self.before = values, on, before or {}
        self.outcome: dict[str, Any] = {}
        self.closed = {name for name in self.fields if open_ids is not None and name not in open_ids}
        for name in self.closed:
            del self.fields[name]
        for field in self.fields.values():
            self._prepare(field)  # type: ignore[arg-type]

    def _prepare(self, field: Answer) -> None:
        """What depends on the day and on the answers so far."""
        field.on = self.on
        if isinstance(field.widget, widgets.ListBox | widgets.AddressBox):
            field.widget.options = field.spec.codes.on(self.on) if field.spec.codes else YES_NO
        elif isinstance(field.widget, widgets.PaperBox):
            field.widget.held = self.values.get(field.spec.id) or ()

    def _clean_fields(self) -> None:
        """In order, so that a condition sees what was answered above it. What is not asked may be anything."""
        scope = dict(self.before)
        for spec in self.page.asked:
            if spec.asks:
                asked = spec.when is None or spec.when.holds(scope)
                value = self.values.get(spec.id) if spec.id in self.closed else self._answer(spec, asked)
                if asked and value is not None:
                    scope[spec.id] = value
        for check in self.page.checked:
            if check.condition.broken(scope):
                self._blame(check)

    def _blame(self, check: Check) -> None:
        """At its field; where that one is closed, at another that it looks at."""
        places = (check.at, *sorted(check.condition.names()))
        if place := next((name for name in places if name in self.fields), None):
            self.add_error(place, str(check.error))

    def tell(self, wrongs: Iterable[Wrong]) -> None:
        """Of a page that is shown: what does not hold, or no longer, of the answers that stand in it."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        for wrong in wrongs:
            if wrong.path in self.fields:
                self.add_error(wrong.path, wrong.say)

    def _answer(self, spec: Field, asked: bool) -> Any:
        question = self[spec.id]
        try:
            value = question.field.clean(question.data)
        except ValidationError as wrong:
            if asked:
                self.add_error(spec.id, wrong)
            elif all(error.code == "required" for error in wrong.error_list):
                self.outcome[spec.id] = None
            return None
        self.cleaned_data[spec.id] = self.outcome[spec.id] = value
        return value

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """{field id: new files}; the view keeps them, then calls `keep`."""
        found = {
            name: getattr(field, "new", []) for name, field in self.fields.items() if isinstance(field, PaperAnswer)
        }
        return {name: files for name, files in found.items() if files}

    def keep(self, field_id: str, refs: list[dict[str, Any]]) -> None:
        """New files of a paper have been kept: [{"ref": "blob:<sha256>", "name": "ban-ve.pdf", "pages": 9}]."""
        self.outcome[field_id] = [*(self.outcome.get(field_id) or []), *refs]

    @property
    def rows(self) -> Iterator[Row]:
        for spec in self.page.asked:
            if not spec.asks:
                yield Row("note", spec)
            elif spec.id in self.closed:
                yield Row("shown", spec, value=showing.show(spec, self.values.get(spec.id), self.on))
            else:
                yield Row("question", spec, self[spec.id])  # type: ignore[arg-type]

    @property
    def typed(self) -> str:
        """The boxes that are written in, with their names: for who gives the answers back after a session ended (kernel.web.kept)."""
        written = [spec for spec in self.page.asked if spec.id in self.fields and spec.kind not in CHOSEN]
        return "\n".join(f"{spec.id}\t{spec.name}" for spec in written)

    @property
    def wrong(self) -> list[Question]:
        """The questions with errors, in order, for the summary."""
        return [row.question for row in self.rows if row.question is not None and row.question.errors]

    @property
    def heads(self) -> bool:
        """The label of the only question is the heading of the page."""
        return any(row.question is not None and row.spec.heads for row in self.rows)


@lru_cache(maxsize=1024)
def page_class(definition: FormDefinition, page_id: str) -> type[PageForm]:
    """The class for one page; KeyError when the definition has no such page."""
    page = definition.page(page_id)
    declared = {spec.id: field_for(spec) for spec in page.asked if spec.asks}
    return type("PageForm", (PageForm,), {"page": page, "__module__": __name__, **declared})


def page_form(
    definition: FormDefinition, page_id: str, data: Any = None, files: Any = None, *, values: Mapping[str, Any],
    on: datetime.date, open_ids: frozenset[str] | None = None, before: Mapping[str, Any] | None = None,
) -> PageForm:  # fmt: skip
    """A form for one page (or one item of its group).

    data, files: request.POST and request.FILES, or None to show it. values: what is drafted for this page (for an item: the item).
    open_ids: only these fields may be changed, the others are shown; None for all. before: the settled answers of earlier
    pages, which conditions look at; nothing for an item of a group, whose conditions look only at the item.
    """
    return page_class(definition, page_id)(data, files, values=values, on=on, open_ids=open_ids, before=before)
