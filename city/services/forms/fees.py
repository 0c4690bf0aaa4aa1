"""What the clerk says about the fee: which lines of the sheet fit, and how often; why a charge is changed or waived."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.payments.models import Charge
from city.services.engine.charging import MOST, Taken, as_it_stood
from city.services.forms.desk import CommentForm
from kernel.forms.printing import printed
from kernel.web import say
from kernel.web.forms import MoneyField, MotcuaForm, NumberField

NOTE = 400  # letters of what a sheet says beside a fee


class FeesForm(MotcuaForm):
    """A box for each line, a quantity for those by the unit. Several lines are often alternatives: none is ticked beforehand, and
    the clerk says which fit. `listed` says that the page showed them: who posts nothing about fees leaves it to the sheet."""

    def __init__(self, *args: Any, offered: list[Taken], standing: Charge | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        alone = len({row.line for row in offered}) == 1
        stood = _stood(offered, standing) if standing else [one if alone else None for one in offered]
        for n, (one, counted) in enumerate(zip(offered, stood, strict=True)):
            self._add(n, counted or one, counted is not None)
        if offered:
            self.fields["listed"] = forms.CharField(required=False, initial="1", widget=forms.HiddenInput)
        if len(offered) > 1 or standing:
            self.fields["nothing"] = forms.BooleanField(label=_("Không khoản nào phải nộp"), required=False)

    def _add(self, n: int, one: Taken, ticked: bool) -> None:
        line, unit = one.line, one.line.unit
        price = f"{say.money(line.price)}/{unit}" if unit else say.money(line.price)
        label, hint = f"{price}: {one.what}" if one.what else price, _hint(one)
        self.fields[f"fee_{n}"] = forms.BooleanField(label=label, help_text=hint, initial=ticked, required=False)
        if unit:
            words = _("Số trang của một bản") if line.falling else _("Số lượng (%(unit)s)") % {"unit": unit}
            self.fields[f"quantity_{n}"] = _number(words, one.quantity)
        if line.falling:
            self.fields[f"copies_{n}"] = _number(_("Số bản"), one.copies)

    @property
    def boxes(self) -> list[Any]:
        """The fields that stand below one another on a page, in their order."""
        return [
            self[name] for name in self.fields if name.startswith(("fee_", "quantity_", "copies_", "nothing", "listed"))
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("listed"):
            return {**data, "taken": None}
        taken = [self._taken(n, data) for n in range(len(self.offered)) if data.get(f"fee_{n}")]
        if not taken and not data.get("nothing") and "nothing" in self.fields:
            self.add_error("fee_0", _("Chọn khoản phải nộp, hoặc đánh dấu là không khoản nào."))
        if taken and data.get("nothing"):
            self.add_error("nothing", _("Bỏ dấu ở đây, hoặc bỏ dấu ở các khoản phải nộp."))
        return {**data, "taken": taken}

    def _taken(self, n: int, data: dict[str, Any]) -> Taken:
        offered = self.offered[n]
        many, copies = (int(data.get(f"{name}_{n}") or 1) for name in ("quantity", "copies"))
        return Taken(offered.line, many, copies, offered.what)


def _stood(offered: list[Taken], standing: Charge) -> list[Taken | None]:
    """Each line offered as it stands in the charge, None where it does not. A charge that was made before counts were kept tells
    them only where a line is one row."""
    if standing.counted:
        return as_it_stood(offered, standing.counted)
    rows = {line.name: line.quantity for line in standing.lines.all()}
    return [
        None if _name(one) not in rows else one if one.line.falling else replace(one, quantity=rows[_name(one)])
        for one in offered
    ]


def _name(one: Taken) -> str:
    return (f"{one.line.name}: {one.what}" if one.what else one.line.name)[:300]


def _hint(one: Taken) -> str:
    said = [one.line.words, one.line.note]
    if falling := one.line.falling:
        said.append(
            _("Từ trang thứ %(page)d: %(price)s/trang; một bản không quá %(most)s")
            % {"page": falling.after + 1, "price": say.money(falling.price), "most": say.money(falling.most)}
        )
    return ". ".join(filter(None, said))[:NOTE]


def _number(label: str, initial: int) -> NumberField:
    return NumberField(label=label, initial=initial, min_value=1, max_value=MOST, decimal_places=0, required=False)


class AcceptForm(CommentForm, FeesForm):
    """Taking in: what fits of the sheet's fees, and a word for the next step."""


class AmendForm(FeesForm):
    reason = forms.CharField(
        label=gettext_lazy("Lý do sửa"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Người nộp đọc đúng câu này."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


class WaiveForm(MotcuaForm):
    left = MoneyField(label=gettext_lazy("Còn phải nộp"), help_text=gettext_lazy("0 là miễn hết"), initial=0)
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"), max_length=500, validators=[printed],  # it stands on the receipt
        help_text=gettext_lazy("Điều, khoản của văn bản cho miễn hoặc giảm"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Lý do miễn, giảm"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Người nộp thuộc đối tượng nào, giấy tờ nào chứng minh. Người nộp đọc đúng câu này."),
    )  # fmt: skip
