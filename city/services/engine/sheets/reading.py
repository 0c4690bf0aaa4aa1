"""One row of the source to one Sheet, or to a Refusal with its reason."""

import re
from typing import Any

from city.services.engine.folding import fold
from city.services.engine.sheets.channels import read_channels
from city.services.engine.sheets.groups import group_of
from city.services.engine.sheets.legal import numbers
from city.services.engine.sheets.papers import read_papers
from city.services.engine.sheets.shapes import Finding, Refusal, Sheet
from city.services.engine.sheets.texts import rows, text, words
from city.services.states.catalogue import Audience, FindingCode, Level, QuarantineReason

EDITION = 3
_CODE = re.compile(r"^(\d\.\d{6})((?:\.[A-Z0-9]+)*)$")
LEVELS = {
    "cap bo": Level.MINISTRY,
    "cap tinh": Level.CITY,
    "cap thanh pho": Level.CITY,
    "cap huyen": Level.DISTRICT,
    "cap xa": Level.COMMUNE,
}
AUDIENCE = {
    "cong dan viet nam": Audience.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": Audience.ABROAD,
    "nguoi nuoc ngoai": Audience.FOREIGNER,
    "nguoi nuoc ngoai cu tru tai viet nam": Audience.FOREIGNER,
    "doanh nghiep": Audience.BUSINESS,
    "doanh nghiep viet nam": Audience.BUSINESS,
    "doanh nghiep co von dau tu nuoc ngoai": Audience.BUSINESS,
    "hop tac xa": Audience.COOPERATIVE,
    "to chuc khong bao gom doanh nghiep htx": Audience.ORGANISATION,
    "to chuc nuoc ngoai": Audience.ORGANISATION,
    "to chuc dang": Audience.ORGANISATION,
    "can bo cong chuc vien chuc": Audience.OFFICIAL,
    "can bo": Audience.OFFICIAL,
    "cong chuc": Audience.OFFICIAL,
    "vien chuc": Audience.OFFICIAL,
    "dang vien": Audience.OFFICIAL,
}


def read(row: dict[str, Any]) -> Sheet | Refusal:
    """Parse and mend one sheet (fields in data/procedures/README.md). A missing field is a finding, not an error."""
    raw = text(row.get("ma_thu_tuc"))
    code = _CODE.match(raw)
    name, field = text(row.get("ten")), text(row.get("linh_vuc"))
    if code is None:
        return Refusal(raw[:60], QuarantineReason.BAD_CODE, raw)
    if not name:
        return Refusal(code[1], QuarantineReason.NO_NAME)
    if not field:
        return Refusal(code[1], QuarantineReason.NO_FIELD)
    if _is_empty(row):
        return Refusal(code[1], QuarantineReason.EMPTY_SHEET)
    return _filled(row, raw, code[1], code[2].rpartition(".")[2], name, field)


def _filled(row: dict[str, Any], raw: str, code: str, owner: str, name: str, field: str) -> Sheet:
    agency = text(row.get("co_quan_thuc_hien")) or text(row.get("co_quan_co_tham_quyen"))
    levels = _known(LEVELS, words(row.get("cap_thuc_hien")))
    ministry = text(row.get("bo_nganh"))
    group, reason = group_of(levels, agency, ministry, field)
    sheet = Sheet(
        code=code,
        owner_code=owner,
        raw_code=raw[:60],
        name=name,
        field=field[:250],
        ministry=ministry[:250],
        ministry_code=text(row.get("bo_nganh_ma"))[:8],
        group=group,
        group_reason=reason,
        levels=levels,
        audience=_known(AUDIENCE, words(row.get("doi_tuong"))),
        decision=text(row.get("so_quyet_dinh"))[:250],
        agency_text=agency,
        legal=numbers(words(row.get("can_cu_so_hieu"))),
        results=[{"name": n, "code": text(r.get("ma"))} for r in rows(row.get("ket_qua")) if (n := text(r.get("ten")))],
    )
    sheet.terms, sheet.fees, of_channels = read_channels(row.get("cach_thuc"))
    sheet.cases, sheet.papers, of_papers = read_papers(row.get("thanh_phan_ho_so"))
    sheet.findings = [*_gaps(sheet), *of_channels, *of_papers]
    return sheet


def _gaps(sheet: Sheet) -> list[Finding]:
    missing = {
        FindingCode.NO_AGENCY: not sheet.agency_text,
        FindingCode.NO_LEGAL: not sheet.legal,
        FindingCode.NO_RESULT: not sheet.results,
        FindingCode.NO_DECISION: not sheet.decision,
    }
    return [Finding(code) for code, gap in missing.items() if gap]


def _known(table: dict[str, Any], given: list[str]) -> list[str]:
    """The known ones, each once, in the table's order."""
    found = {str(table[key]) for word in given if (key := fold(word)) in table}
    return [v for v in dict.fromkeys(map(str, table.values())) if v in found]


def _is_empty(row: dict[str, Any]) -> bool:
    kept = (
        row.get("cach_thuc"),
        row.get("thanh_phan_ho_so"),
        text(row.get("co_quan_thuc_hien")),
        row.get("can_cu_so_hieu"),
    )
    return not any(kept)
