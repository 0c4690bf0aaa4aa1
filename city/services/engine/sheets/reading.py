"""One sheet from end to end."""

import hashlib
import json
from typing import Any

from city.services.engine.sheets.channels import ways_of
from city.services.engine.sheets.codes import split_code
from city.services.engine.sheets.grouping import group_of
from city.services.engine.sheets.legal import legal_of
from city.services.engine.sheets.papers import papers_of
from city.services.engine.sheets.people import audience_of, levels_of
from city.services.engine.sheets.shape import checked
from city.services.engine.sheets.values import Findings, Result, Sheet, Unreadable
from city.services.engine.sheets.wording import tidy
from city.services.states.catalogue import Found, Refusal

READER = 1  # raise it when the rules of reading change: then every sheet is read anew, as a new version
_OF_THE_CRAWL = ("nguon", "url")


def digest(row: dict[str, Any]) -> str:
    """sha256 of what the sheet says and how we read it; where it was fetched does not count."""
    said = {key: value for key, value in row.items() if key not in _OF_THE_CRAWL}
    text = json.dumps([READER, said], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def read(row: Any) -> Sheet:
    """The sheet, mended and with its findings; Unreadable when it cannot become a procedure."""
    raw = checked(row)
    national, owner = split_code(tidy(raw["ma_thu_tuc"]))
    name, field, levels = tidy(raw["ten"]), tidy(raw["linh_vuc"]), levels_of(raw["cap_thuc_hien"])
    _essential(name, field, levels)
    findings = Findings()
    ways = ways_of(raw["cach_thuc"], findings)
    papers = papers_of(raw["thanh_phan_ho_so"], findings)
    if not ways.channels and not papers.papers and not tidy(raw["trinh_tu"]):
        raise Unreadable(Refusal.EMPTY_SHEET)
    agencies, competent = tidy(raw["co_quan_thuc_hien"]), tidy(raw["co_quan_co_tham_quyen"])
    group, reason = group_of(
        raw["bo_nganh_ma"],
        raw["bo_nganh"],
        field,
        levels,
        f"{agencies}; {competent}".strip("; "),
        "online" in ways.channels,
    )
    return Sheet(
        national_code=national, owner_code=owner, raw_code=tidy(raw["ma_thu_tuc"]), name=name, field=field,
        ministry=tidy(raw["bo_nganh_ma"]), levels=levels, audience=audience_of(raw["doi_tuong"], findings),
        decision=_decision(raw, findings), agencies=_agencies(agencies, findings), competent=competent, group=group,
        group_reason=reason, channels=ways.channels, cases=papers.cases, papers=papers.papers, terms=ways.terms, fees=ways.fees,
        results=_results(raw["ket_qua"], findings), legal=legal_of(raw["can_cu_so_hieu"], findings), notes=papers.notes,
        findings=tuple(dict.fromkeys(findings.rows)),
    )  # fmt: skip


def _essential(name: str, field: str, levels: tuple[str, ...]) -> None:
    for value, reason in ((name, Refusal.NO_NAME), (field, Refusal.NO_FIELD), (levels, Refusal.NO_LEVEL)):
        if not value:
            raise Unreadable(reason)


def _decision(raw: dict[str, Any], findings: Findings) -> str:
    decision = tidy(raw["so_quyet_dinh"])
    if not decision:
        findings.left(Found.NO_DECISION, "decision")
    return decision


def _agencies(text: str, findings: Findings) -> str:
    if not text:
        findings.left(Found.NO_AGENCY, "agencies")
    return text


def _results(found: list[dict[str, Any]], findings: Findings) -> tuple[Result, ...]:
    results = tuple(Result(tidy(row["ten"]), tidy(row["ma"])) for row in found if tidy(row["ten"]))
    if not results:
        findings.left(Found.NO_RESULT, "results")
    elif not all(result.code for result in results):
        findings.left(Found.RESULT_WITHOUT_CODE, "results")
    return results
