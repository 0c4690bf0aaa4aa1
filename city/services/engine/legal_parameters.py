"""Legal numbers and articles of the one-stop, dated, with their source. Pure data.

Read in full: NĐ 61/2018/NĐ-CP Đ.18, 19 (in force 21/6/2018 – 30/6/2025). NĐ 118/2025/NĐ-CP (from 1/7/2025) was at hand only
through decisions that cite it: what they do not cite has no row after that day, and asking for it says so. A row comes with the
code that reads it (tests/house/test_parameters); numbers that wait for theirs stand in docs/due-dates.md."""

import datetime
from decimal import Decimal

from kernel.parameters.rows import Row
from kernel.worktime.regimes import CIVIL, Article

_D = datetime.date
NEW = _D(2025, 7, 1)  # NĐ 118/2025 replaces NĐ 61/2018
OLD = _D(2018, 6, 21)
DRAFTS_KEPT = "Thông báo về dữ liệu cá nhân của Cổng (trang Dữ liệu cá nhân)"  # the city's own promise, no law

ROWS = (
    Row("supplement.rounds", None, "round", "NĐ 61/2018/NĐ-CP Đ.19.4 (không giới hạn số lần)", OLD, NEW),
    Row("supplement.rounds", Decimal(1), "round", "NĐ 118/2025/NĐ-CP Đ.11", NEW),
    Row("supplement.ask_within", Decimal(3), "working_day", "NĐ 61/2018/NĐ-CP Đ.19.4", OLD, NEW),
    Row("draft.keep", Decimal(90), "day", DRAFTS_KEPT, OLD),
    Row("complaint.first_within", Decimal(90), "day", "Luật Khiếu nại 02/2011/QH13 Đ.9", _D(2012, 7, 1)),
    Row("lawsuit.within", Decimal(1), "year", "Luật Tố tụng hành chính 93/2015/QH13 Đ.116.2a", _D(2016, 7, 1)),
    Row("certified_copy.first_pages", Decimal(2), "page", "TT 226/2016/TT-BTC Đ.4", _D(2017, 1, 1)),
    Row("certified_copy.more", Decimal(1000), "dong", "TT 226/2016/TT-BTC Đ.4", _D(2017, 1, 1)),
    Row("certified_copy.most", Decimal(200_000), "dong", "TT 226/2016/TT-BTC Đ.4", _D(2017, 1, 1)),
)

# How a term is counted at the one-stop: the civil code's rules, and the restart after a supplement. `late_after` stays
# empty: Đ.18 moves the handing over of a paper dossier to the next morning, it does not say that the term begins later.
REGIME = CIVIL.with_articles(
    Article("restart", "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4", "Decree 61/2018/NĐ-CP, Article 19(4)", OLD, NEW),
    Article("restart", "Nghị định 118/2025/NĐ-CP", "Decree 118/2025/NĐ-CP", NEW),
    code="one-stop",
)
