"""Legal numbers of the one-stop, as dated rows (kernel.parameters). A rule that ended keeps its row; a day without a row has no rule."""

import datetime
from decimal import Decimal

from kernel.parameters.rows import Row

_D = datetime.date
NEW = _D(2025, 7, 1)  # NĐ 118/2025 replaces NĐ 61/2018
OLD = _D(2018, 6, 21)

ROWS = (
    Row("supplement.rounds", Decimal(1), "round", "NĐ 118/2025/NĐ-CP Đ.11", NEW),
    Row("supplement.ask_within", Decimal(3), "working_day", "NĐ 61/2018/NĐ-CP Đ.19.4", OLD, NEW),
    Row("handover.next_morning_after", Decimal(15), "hour", "NĐ 61/2018/NĐ-CP Đ.18", OLD, NEW),
    Row("apology.times", Decimal(1), "time", "NĐ 61/2018/NĐ-CP Đ.19.9", OLD, NEW),
    Row("apology.before", Decimal(1), "day", "NĐ 61/2018/NĐ-CP Đ.19.9", OLD, NEW),
    Row("complaint.answer", Decimal(10), "working_day", "QĐ 163/2025/QĐ-CTUBND Ninh Bình Đ.19", NEW),
)
