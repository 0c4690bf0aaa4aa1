"""What a form is: pages, fields, repeating groups. Frozen; made only by `loading.load`, named by the digest of its JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.forms.codes import CodeList
from kernel.forms.conditions import Condition
from kernel.forms.text import Text

ENGINE = (
    1  # what a definition was written for; a new meaning of anything gets a new number, old definitions keep theirs
)

KINDS = (
    "text", "long_text", "number", "year", "money", "date", "month", "choice", "choices", "yes_no",
    "phone", "email", "identity_number", "tax_code", "address", "paper", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One question. What a kind does not use is None. `min`/`max`: a number, or for dates a day or "today-18y".

    `prefill`: what of the person's data is filled in ("person.name"), or which earlier answer ("answers.applicant_name");
    `prefill_when`: only where that holds of the answers of earlier pages."""

    id: str
    kind: str
    label: Text
    name: Text
    hint: Text | None = None
    required: bool = True
    when: Condition | None = None
    required_error: Text | None = None
    invalid_error: Text | None = None
    prefill: str = ""
    prefill_when: Condition | None = None
    fixed: bool = False
    min: int | float | str | None = None
    max: int | float | str | None = None
    decimals: int = 0
    unit: Text | None = None
    min_length: int = 0
    max_length: int = 200
    pattern: str = ""
    codes: CodeList | None = None
    paper: str = ""
    max_files: int = 10
    heads: bool = False  # the label is the title of the page

    @property
    def asks(self) -> bool:
        return self.kind != "note"

    @property
    def follows(self) -> str:
        """The id of the answer that is filled in here, if it is one."""
        about, _dot, name = self.prefill.partition(".")
        return name if about == "answers" else ""

    @property
    def proposed(self) -> bool:
        """Filled in once other answers are known, and anew when they change (walk.propose)."""
        return bool(self.prefill_when or self.follows)


@dataclass(frozen=True, slots=True)
class Check:
    """Answers held against each other: {"if_not": {"<=": [{"var": "floor"}, {"var": "total"}]}, "at": "floor", "error": {…}}.

    Judged where all of them are given: on the page of the one asked last, or inside one item of a group. `error` is said at the
    field `at`, a field of that page."""

    condition: Condition
    at: str
    error: Text


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that come several times. `noun` names one of them; `summary` is a line such as "{child_name}, {child_birth}"."""

    id: str
    noun: Text
    summary: Text
    fields: tuple[Field, ...]
    min: int = 0
    max: int = 20
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One thing asked. Either `fields` or a `group`. Pages next to each other with the same section are read together."""

    id: str
    title: Text
    hint: Text | None = None
    why: Text | None = None
    section: Text | None = None
    read_title: Text | None = (
        None  # the heading where somebody else reads what was answered ("About you": "The applicant")
    )
    when: Condition | None = None
    fields: tuple[Field, ...] = ()
    group: Group | None = None
    checks: tuple[Check, ...] = ()

    def heading(self, *, others: bool = False) -> str:
        """Over the answers: as who answered reads it, or others."""
        return str((self.read_title if others else None) or self.section or self.title)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of one visit: of the page, or of one item of its group."""
        return self.group.fields if self.group else self.fields

    @property
    def checked(self) -> tuple[Check, ...]:
        """What is held against each other in one visit."""
        return self.group.checks if self.group else self.checks


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the answers say about a paper that goes with the form: asked for where `when` holds, never where the form itself is
    that paper (`made`). `names` as it is called; one that ends in "…" is how the name begins."""

    names: tuple[str, ...]
    when: Condition | None = None
    made: bool = False

    def speaks_of(self, name: str) -> bool:
        plain = _plain(name)
        return any(plain.startswith(_plain(n)) if n.endswith("…") else plain == _plain(n) for n in self.names)

    def asked(self, values: Mapping[str, Any]) -> bool | None:
        """None while what it depends on is not answered."""
        if self.made or self.when is None:
            return not self.made
        return self.when.holds(values) if self.when.names() <= values.keys() else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().strip(" -.;…").split())


@dataclass(frozen=True, eq=False, slots=True)
class FormDefinition:
    """Equal when the digests are. `body` is the JSON it was read from."""

    form: str
    engine: int
    title: Text
    pages: tuple[Page, ...]
    digest: str
    body: Mapping[str, Any] = field(repr=False)
    attachments: tuple[Attachment, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FormDefinition) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def page(self, page_id: str) -> Page:
        """KeyError when there is none: the address was typed by hand."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def fields(self) -> Iterator[tuple[Page, Field]]:
        """Every field with its page, those inside groups too, in the order they are asked."""
        for page in self.pages:
            for asked in page.asked:
                yield page, asked

    @property
    def proposes(self) -> bool:
        return any(asked.proposed for _page, asked in self.fields())

    def attachment(self, name: str) -> Attachment | None:
        """What is said of the paper of that name, if anything."""
        return next((one for one in self.attachments if one.speaks_of(name)), None)

    def papers(self) -> dict[str, str]:
        """{field id: name of the paper} for all paper slots."""
        return {asked.id: asked.paper for _, asked in self.fields() if asked.kind == "paper"}
