"""Terms, fees and levels of a procedure in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from city.services.engine.charging import COPIES, PAGE, Line, unit_of
from city.services.engine.lengths import length
from city.services.models.catalogue import Fee, Offer, ProcedureVersion, Term
from city.services.states.catalogue import Currency, Doubt, Group, Level, OnlineLevel, Provenance, Unit
from kernel.web import say
from kernel.web.say import NBSP


def amount_words(amount: Decimal, unit: str | None) -> str:
    """15 ngày làm việc"""
    n, said = _plural(amount), {"n": say.number(amount)}
    if unit == Unit.HOUR:
        return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n) % said
    if unit == Unit.DAY:
        return ngettext("%(n)s ngày", "%(n)s ngày", n) % said
    if unit == Unit.MONTH:
        return ngettext("%(n)s tháng", "%(n)s tháng", n) % said
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n) % said


def _plural(amount: Decimal) -> int:
    """What ngettext counts by: a whole number; half an hour is "0.5 hours", as many as two."""
    return int(amount) if amount == int(amount) else 2


def term_words(terms: Iterable[Term]) -> str:
    """The only term, or the shortest and the longest; "" where none is stated in numbers."""
    found = {(t.amount, t.unit) for t in terms if t.amount is not None}
    hours = sorted(found, key=lambda term: length(*term))
    if not hours:
        return ""
    first, last = (amount_words(a or Decimal(0), u) for a, u in (hours[0], hours[-1]))
    if hours[0][1] == hours[-1][1]:
        first = first if len(hours) == 1 else say.number(hours[0][0])
    return first if len(hours) == 1 else _("%(first)s đến %(last)s") % {"first": first, "last": last}


def fee_words(fees: Sequence[Fee], unit: str = "") -> str:
    """Miễn phí · 75.000 ₫ · 2.000 ₫ một trang · 50.000 ₫ đến 200.000 ₫ · 2.000 ₫; 10 USD · Có thu · "" where nothing is said. Each
    currency has its range. `unit`: for what the price is, where the sheet does not say it."""
    if not fees:
        return ""
    ranges = [_range_words(fees, currency, unit) for currency in Currency]
    return "; ".join(filter(None, ranges)) or _("Có thu, xem chi tiết")


def _range_words(fees: Sequence[Fee], currency: str, unit: str) -> str:
    stated = [f for f in fees if f.amount is not None and f.currency == currency]
    amounts = sorted({f.amount for f in stated if f.amount is not None})
    if not amounts:
        return ""
    first, last = (money_words(a, currency) for a in (amounts[0], amounts[-1]))
    if len(amounts) == 1:
        units = {unit_of(f.raw, f.note, int(amounts[0])) or unit for f in stated} if currency == Currency.VND else set()
        each = units.pop() if len(units) == 1 and amounts[0] else ""
        return _("%(price)s một %(unit)s") % {"price": first, "unit": each} if each else first
    between = _("%(first)s hoặc %(last)s") if len(amounts) == 2 else _("%(first)s đến %(last)s")
    return between % {"first": first, "last": last}


def money_words(amount: Decimal, currency: str) -> str:
    """75.000 ₫ · 10 USD · Miễn phí"""
    if not amount:
        return _("Miễn phí")
    return say.money(amount) if currency == Currency.VND else f"{say.number(amount)}{NBSP}{currency}"


def unit_words(version: ProcedureVersion) -> str:
    """Of certified copies, whose sheet names a price and not that it is one of a page."""
    return PAGE if version.procedure.national_code in COPIES else ""


def due_words(lines: Sequence[Line]) -> str:
    """What an applicant is told before he hands in; what only the counter can count is said so, never guessed."""
    said = [_priced(line) for line in lines]
    if not said:
        return ""
    if len(said) > 1:
        return _("Một hoặc vài khoản trong: %(fees)s. Cán bộ xác định khoản phải nộp khi tiếp nhận.") % {
            "fees": "; ".join(said)
        }
    if unit := lines[0].unit:
        return _("%(fee)s. Số tiền tính theo số %(unit)s; cán bộ báo khi tiếp nhận.") % {"fee": said[0], "unit": unit}
    return said[0]


def _priced(line: Line) -> str:
    price = say.money(line.price)
    return _("%(price)s một %(unit)s") % {"price": price, "unit": line.unit} if line.unit else price


@dataclass(frozen=True)
class FeeRow:
    """A fee on the page of a procedure. `published`: the sheet's own text, where it is not what we say or cannot be right."""

    words: str
    note: str
    doubt: str = ""
    published: str = ""


def fee_row(fee: Fee) -> FeeRow:
    if not fee.doubt:
        return FeeRow(money_words(fee.amount, fee.currency) if fee.amount is not None else fee.raw, fee.note)
    words = money_words(fee.amount, fee.currency) if fee.amount is not None else _("Chưa rõ mức thu")
    return FeeRow(words, fee.note, str(Doubt(fee.doubt).label), fee.raw)


def level_words(levels: Iterable[str]) -> str:
    """Sở, ngành thành phố, phường, xã"""
    said = {
        Level.CITY: _("Sở, ngành thành phố"),
        Level.DISTRICT: _("Quận, huyện"),
        Level.COMMUNE: _("UBND phường, xã"),
        Level.MINISTRY: _("Bộ, cơ quan trung ương"),
    }
    order = [Level.COMMUNE, Level.DISTRICT, Level.CITY, Level.MINISTRY]
    given = set(levels)
    return "; ".join(said[level] for level in order if level in given)


class LevelTag(NamedTuple):
    """How far it goes online, or who handles it instead. `assigned`: no agency has confirmed that level."""

    words: str
    tone: str
    assigned: bool = False


def tag_of(version: ProcedureVersion, offers: Iterable[Offer]) -> LevelTag:
    group = version.procedure.group
    if group != Group.OURS:
        return LevelTag(str(Group(group).label), "")
    confirmed: dict[str, bool] = {}
    for one in offers:
        confirmed[one.level] = confirmed.get(one.level, False) or one.provenance != Provenance.ASSIGNED
    if not confirmed:
        return LevelTag(str(Group.OURS.label), "")
    if OnlineLevel.FULL in confirmed:
        return LevelTag(_("Toàn trình"), "ok", not confirmed[OnlineLevel.FULL])
    if OnlineLevel.PARTIAL in confirmed:
        return LevelTag(_("Một phần"), "main", not confirmed[OnlineLevel.PARTIAL])
    return LevelTag(_("Tại quầy"), "", not any(confirmed.values()))
