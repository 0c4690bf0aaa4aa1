"""Early, on time or late, as Mẫu 05 and 06 of TT 01/2018/TT-VPCP ask. In Vietnamese: it is printed.

One dossier has one punctuality, in the book, on slips, on its owner's page and in public figures: the day of the first decision
against the lawful due date. That is the last one counted (`Dossier.due_at`): a term that began anew after a supplement (NĐ 61/2018
Đ.19.4), ran on after a pause, or was counted again because the calendar changed has no other. An agency that is late and names
another day with its apology (Đ.19.9) moves nothing by that: such an extension must leave `due_at` as it is."""

import datetime

EARLY, ON_TIME, LATE, NO_TERM = "trước hạn", "đúng hạn", "quá hạn", "không có thời hạn"


def said(ended: datetime.datetime, due: datetime.datetime | None, zone: datetime.tzinfo) -> str:
    """Early is a day before the due day; the due day itself, up to the hour, is on time."""
    if due is None:
        return NO_TERM
    if ended > due:
        return LATE
    return EARLY if ended.astimezone(zone).date() < due.astimezone(zone).date() else ON_TIME
