"""What the page of one procedure says, and its line in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from city.services.models.catalogue import Case, Fee, ProcedureVersion, Term
from city.services.queries.catalogue import Takers
from city.services.queries.online_levels import periods
from city.services.queries.way_ahead import way_ahead
from city.services.states.catalogue import Audience, FindingCode, Group, GroupReason
from city.services.states.dossiers import Channel
from city.services.states.online import is_online
from city.services.views import sheet_words
from city.services.views.paper_words import blocks_of
from kernel.web.parts import Step

# What a person should know of; the rest (doubled rows, headings) concerns those who keep the catalogue.
_TOLD = (
    FindingCode.NO_TERM, FindingCode.TERM_WITHOUT_CASE, FindingCode.NO_FEE, FindingCode.ODD_FEE, FindingCode.NO_PAPERS,
    FindingCode.MERGED_PAPER, FindingCode.NO_CHANNEL, FindingCode.NO_AGENCY, FindingCode.NO_LEGAL, FindingCode.NO_RESULT,
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """The case and the way of handing in that the person chose; None while nothing is chosen."""

    case: Case | None
    channel: str | None


def entry(version: ProcedureVersion) -> dict[str, Any]:
    """A line of the list. `version` comes from queries.catalogue.shown."""
    offers = version.procedure.levels_offered  # type: ignore[attr-defined]
    return {
        "name": version.name,
        "code": version.procedure.national_code,
        "tag": sheet_words.tag_of(version, offers),
        "term": sheet_words.term_words(version.terms.all()),
        "fee": sheet_words.fee_words(list(version.fees.all()), sheet_words.unit_words(version)),
        "where": sheet_words.level_words(version.levels),
        "online": version.procedure.group == Group.OURS and any(is_online(o.level) for o in offers),
    }


def choice(version: ProcedureVersion, given: QueryDict) -> Choice:
    """From the address; the only way of handing in is chosen by itself."""
    cases = {str(c.no): c for c in version.cases.all()}
    channels = channels_of(version)
    channel = given.get("channel", "")
    chosen = channel if channel in channels else channels[0] if len(channels) == 1 else None
    return Choice(cases.get(given.get("case", "")), chosen)


def channels_of(version: ProcedureVersion) -> list[str]:
    """The ways of handing in that the sheet names, online first."""
    named = {t.channel for t in version.terms.all()}
    return [str(c) for c in Channel if c in named]


def page(version: ProcedureVersion, chosen: Choice, takers: Takers) -> dict[str, Any]:
    """All that the page shows."""
    terms = [t for t in version.terms.all() if _fits(t, chosen)]
    fees = [f for f in version.fees.all() if _fits(f, chosen)]
    group = Group(version.procedure.group)
    reason = version.procedure.group_reason
    return {
        "version": version,
        "procedure": version.procedure,
        "chosen": chosen,
        "cases": version.cases.all(),
        "channels": [(c, Channel(c).label) for c in channels_of(version)],
        "papers": papers(version, chosen),
        "term": sheet_words.term_words(terms),
        "term_rows": _term_rows(terms),
        "fee": sheet_words.fee_words(fees, sheet_words.unit_words(version)),
        "fee_rows": [sheet_words.fee_row(f) for f in fees if f.note or f.doubt or f.amount is None or len(fees) > 1],
        "where": sheet_words.level_words(version.levels),
        "audience": ", ".join(str(Audience(a).label) for a in version.audience),
        "group": group,
        "group_reason": GroupReason(reason).label if reason else "",
        "ours": group == Group.OURS,
        "online": takers.online and group == Group.OURS,
        "tag": sheet_words.tag_of(version, takers.offers),
        "periods": periods(version.procedure_id),
        "offices": takers.names,
        "office_count": takers.count,
        "lacks": lacks(version),
        "way": way(version) if takers.online and group == Group.OURS else [],
    }


def _fits(row: Term | Fee, chosen: Choice) -> bool:
    """A row for all cases and ways, or for the chosen ones; while nothing is chosen, every row."""
    case = chosen.case is None or row.case_id in (None, chosen.case.pk)
    return case and (chosen.channel is None or not row.channel or row.channel == chosen.channel)


def papers(version: ProcedureVersion, chosen: Choice) -> list[dict[str, Any]]:
    """Papers by case: those of every case first; of the cases only the chosen one, or all while none is chosen."""
    rows = sorted(version.papers.all(), key=lambda p: p.no)
    blocks = blocks_of("", [p for p in rows if p.case_id is None])
    for case in [chosen.case] if chosen.case else sorted(version.cases.all(), key=lambda c: c.no):
        blocks += blocks_of(case.name, [p for p in rows if p.case_id == case.pk])
    return blocks


def _term_rows(terms: Sequence[Term]) -> list[tuple[str, str]]:
    """(channel and amount, the sheet's own words), alike ones once."""
    rows = dict.fromkeys(
        (
            " · ".join(filter(None, [str(Channel(t.channel).label) if t.channel else "", _amount(t)])),
            t.note,
        )
        for t in terms
    )
    return [row for row in rows if row[1] or len(rows) > 1]


def _amount(term: Term) -> str:
    return str(sheet_words.amount_words(term.amount, term.unit)) if term.amount is not None else _("không ghi số ngày")


def way(version: ProcedureVersion) -> list[Step]:
    """What happens from the first question to the result; empty where nobody takes it online."""
    ahead = way_ahead(version)
    if ahead is None:
        return []
    told = {
        ahead.steps[0].id: _("Nếu thiếu, bạn được báo một lần, đủ mọi điều cần sửa"),
        ahead.steps[-1].id: _("Bản điện tử có chữ ký số trên điện thoại; bản giấy tại quầy nếu cần"),
    }
    steps = [Step(_questions(ahead.fewest, ahead.most), [_("Dừng lúc nào cũng được, câu trả lời được giữ")])]
    for step in ahead.steps:
        words = _("Khi cần ý kiến cơ quan khác") if step.place == "other" else told.get(step.id, "")
        steps.append(Step(step.name.get(get_language() or "vi", step.name["vi"]), [words] if words else []))
    return steps


def _questions(fewest: int, most: int) -> str:
    if fewest == most:
        return ngettext("Bạn trả lời %(n)d câu, gửi ảnh giấy tờ", "Bạn trả lời %(n)d câu, gửi ảnh giấy tờ", most) % {
            "n": most
        }
    return _("Bạn trả lời %(least)d đến %(most)d câu, gửi ảnh giấy tờ") % {"least": fewest, "most": most}


def lacks(version: ProcedureVersion) -> list[str]:
    """What the published sheet leaves open, in words, each once."""
    codes = {f["code"] for f in version.findings if not f["done"]}
    return [str(code.label) for code in _TOLD if code in codes]
