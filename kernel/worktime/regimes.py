"""By which article a day is counted or not: dated citations, so that a count over a change of law cites both.

The kernel knows the general rules (civil and labour code); a room adds the articles of its own law:
CIVIL.with_articles(Article("restart", …)). Texts: Civil Code 91/2015/QH13 Đ.146–148; Labour Codes 10/2012/QH13 Đ.104, 110, 115
and 45/2019/QH14 Đ.105, 111, 112; QĐ 188/1999/QĐ-TTg (40 hours a week, Saturday and Sunday off)."""

import dataclasses
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """The citation of `rule` for days within [since, until)."""

    rule: str
    vi: str
    en: str
    since: datetime.date | None = None
    until: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Regime:
    """`late_after` is for a law that says so, none of those at hand does: minutes after midnight; what is received later, or
    on a day off, is taken as received on the next working day (None: the day of receipt is the day it came)."""

    code: str
    articles: tuple[Article, ...] = ()
    late_after: int | None = None

    def article(self, rule: str, on: datetime.date) -> Article | None:
        """The citation that holds on that day; None where the regime names none."""
        return next((a for a in self.articles if a.rule == rule and a.holds(on)), None)

    def with_articles(self, *more: Article, code: str = "") -> "Regime":
        return dataclasses.replace(self, code=code or self.code, articles=(*more, *self.articles))


_CIVIL = datetime.date(2017, 1, 1)
_LABOUR_2012, _LABOUR_2019 = datetime.date(2013, 5, 1), datetime.date(2021, 1, 1)


def _civil(rule: str, article: int, clause: int) -> Article:
    return Article(
        rule,
        f"Bộ luật Dân sự 2015, Điều {article} khoản {clause}",
        f"Civil Code 2015, Article {article}({clause})",
        _CIVIL,
    )


def _labour(rule: str, old: str, new: str, *, also: str = "") -> tuple[Article, Article]:
    return (
        Article(rule, f"Bộ luật Lao động 2012, Điều {old}{also}", f"Labour Code 2012, Article {old}{also}", _LABOUR_2012, _LABOUR_2019),
        Article(rule, f"Bộ luật Lao động 2019, Điều {new}{also}", f"Labour Code 2019, Article {new}{also}", _LABOUR_2019),
    )  # fmt: skip


CIVIL = Regime(
    "civil-2015",
    (
        _civil("hours_from_moment", 147, 1),
        _civil("first_day_not_counted", 147, 2),
        _civil("month_end", 148, 3),
        _civil("last_day_off_moves", 148, 5),
        _civil("month_in_days", 146, 1),
        *_labour("weekend", "110", "111", also="; QĐ 188/1999/QĐ-TTg"),
        *_labour("holiday", "115", "112"),
        *_labour("in_lieu", "115", "111"),
        *_labour("working_days_only", "110, 115", "111, 112"),
        *_labour("eight_hours", "104", "105"),
    ),
)
