"""Early, on time or late, as Mẫu 05 and 06 of TT 01/2018/TT-VPCP ask. In Vietnamese: it is printed."""

import datetime

EARLY, ON_TIME, LATE, NO_TERM = "trước hạn", "đúng hạn", "quá hạn", "không có thời hạn"


def said(ended: datetime.datetime, due: datetime.datetime | None, zone: datetime.tzinfo) -> str:
    """Early is a day before the due day; the due day itself, up to the hour, is on time."""
    if due is None:
        return NO_TERM
    if ended > due:
        return LATE
    return EARLY if ended.astimezone(zone).date() < due.astimezone(zone).date() else ON_TIME
