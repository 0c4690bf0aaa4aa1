"""What a definition would do, found out before anybody fills it in: double names, conditions that point nowhere, dead pages."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _

from kernel.forms.conditions import ORDERED, Condition, Malformed
from kernel.forms.definition import Check, Field, FormDefinition, Group, Page
from kernel.forms.reaching import rules_of, satisfiable
from kernel.forms.reading import Wrong

NUMERIC = ("number", "year", "money")
MOMENTS = ("year", "month", "date")
WORDS = ("text", "phone", "email", "identity_number", "tax_code")


def explain(wrong: Malformed) -> str:
    """A malformed condition in words."""
    what = str(wrong.what)[:80]
    says = {
        "operator": _("Điều kiện chỉ dùng một trong: == != < <= > >= in and or not exists; thấy %(what)s."),
        "arity": _("Phép %(what)s cần đúng hai vế."),
        "operands": _(
            'Một vế là {"var": "mã ô"} hoặc {"count": "mã nhóm"}, vế kia là một giá trị, trong "checks" còn có thể là một ô khác; thấy %(what)s.'
        ),
        "empty": _("Phép %(what)s cần một danh sách điều kiện."),
        "depth": _("Điều kiện lồng nhau quá sâu; hãy tách thành nhiều câu hỏi."),
    }
    return says[wrong.reason] % {"what": what}


def findings(definition: FormDefinition) -> list[Wrong]:
    """Everything wrong between the parts; the parts themselves are right already."""
    doubles = list(_doubles(definition))
    if doubles:
        return doubles
    wrongs = [*_pointers(definition), *_summaries(definition)]
    return wrongs or list(_dead(definition))


def placed(definition: FormDefinition) -> Iterator[tuple[str, Page, Field]]:
    """(path, page, field) for every field."""
    for number, page in enumerate(definition.pages):
        inside = f"pages[{number}].group.fields" if page.group else f"pages[{number}].fields"
        for index, field in enumerate(page.asked):
            yield f"{inside}[{index}]", page, field


def _doubles(definition: FormDefinition) -> Iterator[Wrong]:
    """One name space for pages, and one for fields and groups: a condition names them without a path."""
    seen: set[str] = set()
    for number, page in enumerate(definition.pages):
        if page.id in seen:
            yield Wrong(f"pages[{number}].id", _("Mã %(id)s đã dùng; mỗi trang một mã.") % {"id": page.id})
        seen.add(page.id)
    taken = {page.group.id for page in definition.pages if page.group}
    for path, _page, field in placed(definition):
        if field.id in taken:
            yield Wrong(f"{path}.id", _("Mã %(id)s đã dùng; mỗi ô, mỗi nhóm một mã.") % {"id": field.id})
        taken.add(field.id)


def _pointers(definition: FormDefinition) -> Iterator[Wrong]:
    """A condition may look only at what was asked before it; so there are no circles and one pass settles everything."""
    before: dict[str, Field | Group] = {}
    all_names = {f.id for _, f in definition.fields()} | {p.group.id for p in definition.pages if p.group}
    for number, page in enumerate(definition.pages):
        yield from _judge(page.when, f"pages[{number}].when", before, all_names)
        scope: dict[str, Field | Group] = {} if page.group else before
        earlier = {} if page.group else dict(before)  # items of a group are not filled in from data
        for index, field in enumerate(page.asked):
            inside = "group.fields" if page.group else "fields"
            yield from _judge(field.when, f"pages[{number}].{inside}[{index}].when", scope, all_names)
            yield from _source(field, f"pages[{number}].{inside}[{index}]", earlier, all_names)
            scope[field.id] = field
        if page.group:
            before[page.group.id] = page.group
        yield from _checks(number, page, scope, all_names)
    for index, attachment in enumerate(definition.attachments):
        yield from _judge(attachment.when, f"attachments[{index}].when", before, all_names)


def _judge(when: Condition | None, path: str, before: dict[str, Field | Group], known: set[str]) -> Iterator[Wrong]:
    for atom in when.atoms() if when else ():
        if reason := _unseen(atom.name, before, known) or _mismatch(atom, before[atom.name]):
            yield Wrong(path, reason)


def _source(field: Field, path: str, earlier: dict[str, Field | Group], known: set[str]) -> Iterator[Wrong]:
    """What is filled in, and when, is known before its page is first shown."""
    yield from _judge(field.prefill_when, f"{path}.prefill_when", earlier, known)
    if field.follows:
        source = earlier.get(field.follows)
        if not isinstance(source, Field) or source.kind != field.kind:
            say = _("%(id)s phải là một ô cùng loại ở trang trước.")
            yield Wrong(f"{path}.prefill", say % {"id": field.follows})


def _unseen(name: str, before: dict[str, Field | Group], known: set[str]) -> str:
    """Why a condition cannot look at that answer, or nothing."""
    if name not in known:
        return _("Không có ô hay nhóm nào mang mã %(id)s.") % {"id": name}
    say = _("%(id)s phải được hỏi trước, trong cùng nhóm nếu là nhóm: điều kiện không nhìn về sau và không đi vòng.")
    return "" if name in before else say % {"id": name}


def _checks(number: int, page: Page, scope: dict[str, Field | Group], known: set[str]) -> Iterator[Wrong]:
    """`scope`: what was asked up to and with the page, or in the item."""
    inside = f"pages[{number}].group.checks" if page.group else f"pages[{number}].checks"
    for index, check in enumerate(page.checked):
        for atom in check.condition.atoms():
            names = [name for name in (atom.name, atom.other) if name]
            if reason := next(filter(None, (_unseen(name, scope, known) for name in names)), "") or _odd(atom, scope):
                yield Wrong(f"{inside}[{index}].if_not", reason)
        if not _placed_well(check, page):
            say = _("%(id)s phải là một ô của trang này và có mặt trong if_not: lỗi được nói ở ô đó.") % {
                "id": check.at
            }
            yield Wrong(f"{inside}[{index}].at", say)


def _placed_well(check: Check, page: Page) -> bool:
    return check.at in check.condition.names() and any(check.at == spec.id for spec in page.asked)


def _odd(atom: Condition, scope: dict[str, Field | Group]) -> str:
    """Why these answers cannot be held against each other, or nothing."""
    one, other = scope[atom.name], scope.get(atom.other)
    if atom.op == "exists" or isinstance(one, Group) or isinstance(other, Group):
        return _("%(id)s: chỉ so câu trả lời của các ô; không so danh sách, không hỏi exists.") % {"id": atom.name}
    if other is None:
        return _mismatch(atom, one)
    if one is other or not _comparable(one, other, atom.op):
        say = _("%(id)s (%(kind)s) và %(other)s (%(other_kind)s) không so được với nhau bằng %(op)s.")
        return say % {"id": one.id, "kind": one.kind, "other": other.id, "other_kind": other.kind, "op": atom.op}
    return ""


def _comparable(one: Field, other: Field, op: str) -> bool:
    """In order: numbers of one kind and unit, and moments; the same or not: also words and choices of one kind."""
    if op in ORDERED and one.kind in MOMENTS:
        return other.kind in MOMENTS
    alike = (one.kind, one.unit, one.codes) == (other.kind, other.unit, other.codes)
    return alike and one.kind in (NUMERIC if op in ORDERED else (*NUMERIC, *MOMENTS, *WORDS, "choice", "yes_no"))


def _mismatch(atom: Condition, target: Field | Group) -> str:
    """Why this comparison can never be meant, or nothing."""
    if atom.counts != isinstance(target, Group) and atom.op != "exists":
        return _("%(id)s: dùng count cho nhóm, var cho ô.") % {"id": atom.name}
    if isinstance(target, Group):
        return (
            ""
            if atom.op == "exists" or isinstance(atom.value, int)
            else _("%(id)s: so số mục với một số.") % {"id": atom.name}
        )
    if atom.op not in _operations(target):
        return _("%(id)s là ô loại %(kind)s, không so được bằng %(op)s.") % {
            "id": atom.name, "kind": target.kind, "op": "in" if atom.op == "has" else atom.op}  # fmt: skip
    for value in atom.value if atom.op == "in" else [atom.value]:
        if atom.op != "exists" and not _possible(target, value):
            return _("%(id)s không bao giờ có giá trị %(value)s.") % {"id": atom.name, "value": repr(value)}
    return ""


def _operations(field: Field) -> tuple[str, ...]:
    if field.kind in NUMERIC:
        return ("exists", "==", "!=", "<", "<=", ">", ">=", "in")
    if field.kind == "choices":
        return ("exists", "has")
    if field.kind in ("choice", "yes_no", *WORDS):
        return ("exists", "==", "!=", "in")
    return ("exists",)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _possible(field: Field, value: Any) -> bool:
    if field.kind in NUMERIC:
        return _number(value)
    if field.kind == "yes_no":
        return isinstance(value, bool)
    if field.codes and not field.codes.source:
        return value in {entry.code for entry in field.codes.entries}
    return isinstance(value, str)


def _summaries(definition: FormDefinition) -> Iterator[Wrong]:
    for number, page in enumerate(definition.pages):
        if page.group:
            own = {field.id for field in page.group.fields}
            for language, said in (("vi", page.group.summary.vi), ("en", page.group.summary.en)):
                for name in _holes(said) - own:
                    say = _("Dòng tóm tắt gọi %(id)s, nhóm không có ô này.") % {"id": name}
                    yield Wrong(f"pages[{number}].group.summary.{language}", say)


def _holes(said: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(said) if name is not None}
    except ValueError:
        return {said}


def _dead(definition: FormDefinition) -> Iterator[Wrong]:
    """Pages and fields that no answers can bring up."""
    rules = rules_of(definition)
    for number, page in enumerate(definition.pages):
        if page.when and not satisfiable([page.when], rules):
            yield Wrong(f"pages[{number}].when", _("Không câu trả lời nào đưa tới trang này; xem lại điều kiện."))
    for path, page, field in placed(definition):
        if field.when and not satisfiable([field.when] + ([page.when] if page.when and not page.group else []), rules):
            yield Wrong(f"{path}.when", _("Không câu trả lời nào làm ô này hiện ra; xem lại điều kiện."))
