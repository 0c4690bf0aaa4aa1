"""How one column of a copy follows from the pattern's: each way gives what to look up beforehand, and the expression.

Aliases in the SQL: `m` the pattern's row, `r` its line in bench_row, `p` its pattern (staging); `s` the staged row, `c` the
copy, `o` the copy's office, `t_<table>` (base, size) of a numbered table (insert)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

NUMBERED = (
    "services_dossier", "services_dossierpaper", "services_supplement", "services_supplementline", "services_party", "services_dossierreader",
    "services_clockspan", "services_due", "services_steprun", "services_steprecord", "services_stop", "services_decision", "documents_document", "documents_version", "documents_signature",
    "documents_registerentry", "documents_documentreader", "payments_charge", "payments_chargeline", "payments_chargechange", "payments_receipt", "work_item",
    "journal_journalentry", "journal_delivery", "notifications_message",
)  # fmt: skip
SUBJECTS = ("services_dossier", "documents_document", "payments_charge", "work_item")  # what a kernel.refs.Ref may name
WORDS = 14  # places in the arrays of words: eight of the dossier, one of the office, up to five officials


def padded(words: Sequence[str]) -> list[str]:
    """An empty word replaces nothing; a null one would leave nothing."""
    if len(words) > WORDS:
        raise ValueError(f"{len(words)} words, {WORDS} places")
    return [*words, *[""] * (WORDS - len(words))]


def numbered(table: str, rank: str) -> str:
    """The key in `table` of the row that had this rank within the pattern."""
    return f"(%({table}_base)s + (c.no - 1) * %({table}_size)s + {rank})"


def sha(value: str) -> str:
    """Every copy has files of its own content; no bytes stand behind them."""
    return f"encode(sha256(convert_to({value} || '.' || c.no, 'UTF8')), 'hex')"


def reworded(value: str) -> str:
    """The text with the names, numbers and codes of the copy."""
    for place in range(1, WORDS + 1):
        value = f"replace({value}, s._was[{place}], c.now[{place}])"
    return value


@dataclass(frozen=True)
class How:
    """`extras` and `joins` of the staging, `value` of the insert; `s.<column>` is the pattern's value."""

    value: str
    extras: dict[str, str] = field(default_factory=dict)
    joins: str = ""


def new(column: str, table: str) -> How:
    """The row's own key."""
    return How(numbered(table, "s._rank"))


def to(column: str, table: str) -> How:
    """A foreign key into another copied table."""
    alias = f"x_{column}"
    rank = numbered(table, f"s.{column}__rank")
    return How(
        f"coalesce({rank}, s.{column})",
        {f"{column}__rank": f"{alias}.rank"},
        f"LEFT JOIN bench_row {alias} ON {alias}.tbl = '{table}' AND {alias}.pattern = r.pattern AND {alias}.old = m.{column}::text",
    )


def subject(column: str, kind: str) -> How:
    """The key of a kernel.refs.Ref; `kind` is the column beside it."""
    alias = f"x_{column}"
    cases = " ".join(
        f"WHEN '{table.replace('_', '.', 1)}' THEN {numbered(table, f's.{column}__rank')}" for table in SUBJECTS
    )
    return How(
        f"coalesce(CASE s.{kind} {cases} END, s.{column})",
        {f"{column}__rank": f"{alias}.rank"},
        f"LEFT JOIN bench_row {alias} ON {alias}.tbl = replace(m.{kind}, '.', '_') AND {alias}.pattern = r.pattern "
        f"AND {alias}.old = m.{column}::text",
    )


def later(column: str) -> How:
    """A moment, moved with the copy."""
    return How(f"s.{column} + c.shift")


def span(column: str) -> How:
    return How(f"tstzrange(lower(s.{column}) + c.shift, upper(s.{column}) + c.shift)")


def place(column: str, kind: str, owner: str = "") -> How:
    """An agency, post, person or principal of the office; with `owner` (an SQL value) also the dossier's person."""
    alias = f"x_{column}"
    value = f"coalesce(o.places[s.{column}__slot], s.{column})"
    own = "1000000000000 + p.owner" if kind == "principal" else "p.owner"
    return How(
        f"CASE WHEN s.{column}__own THEN {owner} ELSE {value} END" if owner else value,
        {f"{column}__slot": f"{alias}.slot", **({f"{column}__own": f"m.{column} = {own}"} if owner else {})},
        f"LEFT JOIN bench_slot {alias} ON {alias}.kind = '{kind}' AND {alias}.office = p.office AND {alias}.old = m.{column}",
    )


def person(column: str) -> How:
    return place(column, "person", "c.owner")


def principal(column: str) -> How:
    return place(column, "principal", "1000000000000 + c.owner")


def words(column: str) -> How:
    return How(reworded(f"s.{column}"))


def json_words(column: str) -> How:
    return How(f"{reworded(f's.{column}::text')}::jsonb")


def file(column: str) -> How:
    """A blob's key, or a digest written elsewhere; "" and null stay."""
    return How(f"CASE WHEN s.{column} <> '' THEN {sha(f's.{column}')} ELSE s.{column} END")


def plain(value: str) -> How:
    return How(value)


def told_once(column: str) -> How:
    """A notice's key: entry, person, channel."""
    table, mine = "journal_journalentry", f"split_part(m.{column}, '-', 1)"
    return How(
        f"{numbered(table, f's.{column}__rank')} || '-' || c.owner || '-' || split_part(s.{column}, '-', 3)",
        {f"{column}__rank": "x_told.rank"},
        f"LEFT JOIN bench_row x_told ON x_told.tbl = '{table}' AND x_told.pattern = r.pattern AND x_told.old = {mine}",
    )


def left_out() -> How:
    """The database's default."""
    return How("")


_IDS = {
    "dossier": "services_dossier", "paper": "services_dossierpaper", "document": "documents_document", "item": "work_item",
    "charge": "payments_charge", "receipt": "payments_receipt", "party": "services_party",
}  # fmt: skip


def fact(column: str) -> How:
    """A journal entry's fact: its ids, digests, codes and numbers are the copy's."""
    made, extras, joins = list(_fact_ids(column)), dict[str, str](), ""
    values = [f"'{key}', {value}" for key, value, _extra, _join in made]
    for key, _value, extra, join in made:
        extras[f"{column}_{key}"] = extra
        joins += f" {join}"
    extras[f"{column}_entry"] = "f_entry.rank"  # the line of the register that the document stands in
    joins += (
        f" LEFT JOIN documents_registerentry f_line ON f_line.document_id::text = m.{column}->>'document' "
        "LEFT JOIN bench_row f_entry ON f_entry.tbl = 'documents_registerentry' AND f_entry.pattern = r.pattern "
        "AND f_entry.old = f_line.id::text"
    )
    digest = f"(s.{column}->>'sha256')"
    values += [
        f"'sha256', CASE WHEN {digest} <> '' THEN {sha(digest)} END",
        f"'due_at', CASE WHEN s.{column}->>'due_at' <> '' THEN to_char(((s.{column}->>'due_at')::timestamptz + c.shift) "
        "AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+07:00\"') END",
        f"'number', CASE WHEN s.{column} ? 'number' THEN c.numbers[s.{column}_entry] END",
        f"'year', CASE WHEN s.{column} ? 'year' THEN extract(year FROM (s.occurred_at + c.shift) AT TIME ZONE 'Asia/Ho_Chi_Minh')::int END",
    ]
    base = f"replace({reworded(f's.{column}::text')}, s._own::text, (1000000000000 + c.owner)::text)::jsonb"
    return How(f"({base} || jsonb_strip_nulls(jsonb_build_object({', '.join(values)})))", extras, joins)


def _fact_ids(column: str) -> Iterator[tuple[str, str, str, str]]:
    """(key, new value, what is staged, its join)"""
    for key, table in _IDS.items():
        yield key, numbered(table, f"s.{column}_{key}"), f"f_{key}.rank", _row(f"f_{key}", f"'{table}'", column, key)
    for key in ("about", "origin"):
        kind, alias = f"m.{column}->>'{key}_kind'", f"f_{key}_id"
        cases = " ".join(
            f"WHEN '{t.replace('_', '.', 1)}' THEN {numbered(t, f's.{column}_{key}_id')}" for t in SUBJECTS
        )
        value = f"CASE s.{column}->>'{key}_kind' {cases} END"
        yield f"{key}_id", value, f"{alias}.rank", _row(alias, f"replace({kind}, '.', '_')", column, f"{key}_id")
    for key, kind in (("agency", "agency"), ("post", "post")):
        alias = f"f_{key}"
        join = f"LEFT JOIN bench_slot {alias} ON {alias}.kind = '{kind}' AND {alias}.office = p.office AND {alias}.old::text = m.{column}->>'{key}'"
        yield key, f"o.places[s.{column}_{key}]", f"{alias}.slot", join


def _row(alias: str, table: str, column: str, key: str) -> str:
    return f"LEFT JOIN bench_row {alias} ON {alias}.tbl = {table} AND {alias}.pattern = r.pattern AND {alias}.old = m.{column}->>'{key}'"


def joined(hows: Sequence[How]) -> tuple[str, str]:
    """(", extra AS name …", joins) for the staging of a table."""
    extras = "".join(f", {value} AS {name}" for how in hows for name, value in how.extras.items())
    return extras, " ".join(how.joins for how in hows)
