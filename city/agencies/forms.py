"""What the administrator gives with an act, and an official who lends his powers."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.accounts.models import Person, User
from city.accounts.queries import known_as
from city.agencies.models import Post
from city.agencies.states import AgencyKind, ByOrder, Level, Power, Rank, Share, tiers_on
from kernel import clock
from kernel.web.forms import DateField, IdentityNumberField, MotcuaForm

FAR = 100 * 366
SCHEMES = [("QD20", _("Mã định danh điện tử (QĐ 20/2020)")), ("GSO", _("Mã đơn vị hành chính (thống kê)"))]


def _farthest() -> datetime.date:
    return clock.today() + datetime.timedelta(days=FAR)


def _ahead(label: Any, **more: Any) -> DateField:
    """A day from today on: days that are over stay as they were said."""
    return DateField(label=label, first=clock.today, last=_farthest, **more)


def _any_day(label: Any, **more: Any) -> DateField:
    return DateField(label=label, first=datetime.date(1945, 9, 2), last=_farthest, **more)


def _after(last: datetime.date | None) -> datetime.date | None:
    """People say the last day, ranges end before a day."""
    return last + datetime.timedelta(days=1) if last else None


def _collective() -> forms.CharField:
    return forms.CharField(
        label=_("Lãnh đạo ký thay mặt tập thể nào (TM.)"), max_length=150, required=False,
        help_text=_("Ví dụ Ủy ban nhân dân. Để trống nếu cơ quan làm việc theo chế độ thủ trưởng."),
    )  # fmt: skip


class EstablishForm(MotcuaForm):
    kind = forms.ChoiceField(label=_("Lập"), choices=AgencyKind.choices, widget=forms.RadioSelect, initial="office")
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=250)
    parent = forms.TypedChoiceField(label=_("Thuộc"), coerce=int, empty_value=None, required=False)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices, initial=Level.COMMUNE)
    short_name = forms.CharField(
        label=_("Viết tắt trong ký hiệu văn bản"), max_length=40, required=False, help_text=_("Ví dụ UBND, SXD")
    )
    place = forms.CharField(
        label=_("Địa danh ghi trước ngày tháng của văn bản"), max_length=80, required=False,
        help_text=_("Ví dụ Ninh Kiều"),
    )  # fmt: skip
    collective = _collective()
    since = _any_day(_("Có từ ngày"), help_text=_("Ngày quyết định thành lập có hiệu lực; có thể đã qua"))

    def __init__(self, *args: Any, parents: list[tuple[int, str]], on: datetime.date, **kwargs: Any) -> None:
        """Offers the levels that the State has on the day typed, `on` before one is; the act says what is wrong with another."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("Không thuộc cơ quan nào")), *parents]  # type: ignore[attr-defined]
        levels = tiers_on(self._typed("since") or on).levels
        self.fields["level"].widget.choices = [(level.value, level.label) for level in levels]

    def _typed(self, name: str) -> datetime.date | None:
        try:
            return self.fields[name].clean(self[name].data) if self.is_bound else None
        except forms.ValidationError:
            return None


class RenameForm(MotcuaForm):
    name = forms.CharField(label=_("Tên mới"), max_length=250)
    short_name = forms.CharField(label=_("Viết tắt trong ký hiệu văn bản"), max_length=40, required=False)
    place = forms.CharField(label=_("Địa danh ghi trước ngày tháng của văn bản"), max_length=80, required=False)
    collective = _collective()
    since = _ahead(_("Từ ngày"))


class MoveForm(MotcuaForm):
    parent = forms.TypedChoiceField(label=_("Thuộc"), coerce=int, empty_value=None, required=False)
    since = _ahead(_("Từ ngày"))

    def __init__(self, *args: Any, parents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("Không thuộc cơ quan nào")), *parents]  # type: ignore[attr-defined]


class CodeForm(MotcuaForm):
    scheme = forms.ChoiceField(label=_("Loại mã"), choices=SCHEMES, widget=forms.RadioSelect, initial="QD20")
    value = forms.RegexField(
        r"^[A-Z0-9]{1,10}(\.[A-Z0-9]{1,10}){0,4}$",
        label=_("Mã"),
        max_length=35,
        help_text=_("Ví dụ H13.101, hoặc 31120"),
        error_messages={"invalid": _("Mã gồm chữ in hoa không dấu và chữ số, ngăn bằng dấu chấm, ví dụ H13.101")},
    )
    since = _any_day(_("Dùng từ ngày"))


class DayForm(MotcuaForm):
    """Only a day: the first on which something is no more."""

    on = _ahead(_("Từ ngày"), help_text=_("Từ ngày này không còn nữa; hôm trước là ngày cuối"))


class SuccessionForm(MotcuaForm):
    new = forms.TypedChoiceField(label=_("Cơ quan kế thừa"), coerce=int)
    share = forms.ChoiceField(label=_("Phần kế thừa"), choices=Share.choices, widget=forms.RadioSelect, initial="all")
    on = _any_day(_("Từ ngày"))

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].choices = [("", _("Chọn")), *agencies]  # type: ignore[attr-defined]


class _PowersField(forms.MultipleChoiceField):
    """Each with its sentence. `choice_hints` is what kernel.web.asked reads."""

    widget = forms.CheckboxSelectMultiple

    @property
    def choice_hints(self) -> dict[str, str]:
        return {power.value: power.allows for power in Power}


class _RankField(forms.ChoiceField):
    """Each with how its holder signs."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Hạng"), choices=Rank.choices, **kwargs)

    @property
    def choice_hints(self) -> dict[str, str]:
        return {rank.value: rank.signs for rank in Rank}


class RankForm(MotcuaForm):
    rank = _RankField()


class PostForm(MotcuaForm):
    title = forms.CharField(
        label=_("Tên chức vụ"), max_length=150, help_text=_("Đúng như sẽ ghi trên chữ ký, ví dụ Chủ tịch")
    )
    rank = _RankField(initial=Rank.OTHER)
    powers = _PowersField(label=_("Được làm gì"), choices=Power.choices, required=False)
    since = _any_day(_("Có từ ngày"))


class PowersForm(MotcuaForm):
    powers = _PowersField(label=_("Được làm gì"), choices=Power.choices, required=False)
    since = _ahead(_("Từ ngày"))


def _fields_of_procedures(choices: Iterable[tuple[str, str]], label: Any, hint: Any) -> forms.MultipleChoiceField:
    """Put into a form by its name, "fields", which as an attribute would be the form's own."""
    return forms.MultipleChoiceField(
        label=label, choices=[*choices], required=False, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


class AssignedFieldsForm(MotcuaForm):
    """A deputy's, as the decision of the head assigns them."""

    source = forms.CharField(
        label=_("Theo quyết định nào"), max_length=300, help_text=_("Số và ngày, ví dụ QĐ 20/QĐ-UBND ngày 02/03/2026")
    )
    since = _ahead(_("Từ ngày"))

    def __init__(self, *args: Any, known: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(known)
        hint = (
            _("Đánh dấu những lĩnh vực được ký thay (KT.). Không đánh dấu: ký thay mọi văn bản của cơ quan.")
            if known
            else _("Cơ quan chưa nhận thủ tục nào nên chưa có lĩnh vực để chọn. Mở nhận thủ tục trước, rồi ghi ở đây.")
        )
        self.fields["fields"] = _fields_of_procedures(known, _("Lĩnh vực phụ trách"), hint)
        self.order_fields(["fields", "source", "since"])


class _HoldingForm(MotcuaForm):
    """Who may be entrusted with the post he takes is asked so; only a head's can be."""

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if post.rank == Rank.HEAD:
            self.fields["acting"] = forms.BooleanField(
                label=_("Giao quyền, chưa bổ nhiệm"), required=False, help_text=_("Chữ ký ghi “Q.” trước chức vụ.")
            )

    @property
    def until(self) -> datetime.date | None:
        return _after(self.cleaned_data.get("last"))

    @property
    def acting(self) -> bool:
        return bool(self.cleaned_data.get("acting"))


class AppointForm(_HoldingForm):
    user = forms.TypedChoiceField(label=_("Người giữ chức vụ"), coerce=int, widget=forms.RadioSelect)
    since = _any_day(_("Từ ngày"))
    last = _any_day(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu không thời hạn"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class OfficialForm(_HoldingForm):
    """A person who has no sign-in as an official yet, and from when he holds the post."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    number = IdentityNumberField(
        label=_("Số định danh"),
        required=False,
        help_text=_("12 chữ số. Có số này, phần mềm không để người này tự giải quyết hồ sơ của chính mình."),
    )
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,79}$",
        label=_("Tên công vụ"),
        max_length=80,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm; ví dụ ninhkieu.motcua"),
        error_messages={"invalid": _("Tên công vụ có ít nhất 3 ký tự: chữ thường không dấu, chữ số, . _ -")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    since = _any_day(_("Giữ chức vụ từ ngày"))
    last = _any_day(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu không thời hạn"))

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("Tên này đã có người dùng. Chọn tên khác, hoặc quay lại tìm người đó."))
        return username

    def clean(self) -> dict[str, Any]:
        """One wrong digit must not make him somebody else: a number that is known comes with its name."""
        data: dict[str, Any] = super().clean() or {}
        number, name = data.get("number"), data.get("name")
        if number and name and Person.objects.with_number(number).exists() and known_as(number, name) is None:
            self.add_error("name", _("Số định danh này thuộc về một tên khác. Xem lại số và họ tên trên thẻ căn cước."))
        return data


class DelegationForm(MotcuaForm):
    holder = forms.TypedChoiceField(label=_("Ủy quyền cho"), coerce=int)
    powers = _PowersField(label=_("Những quyền nào"))
    authority = forms.ChoiceField(
        label=_("Người đó ký văn bản thế nào"), choices=[("", _("Ký thay (KT.), nếu là cấp phó")), *ByOrder.choices],
        required=False, help_text=_("Thừa lệnh, thừa ủy quyền: cho người đứng đầu đơn vị, hay người khác nếu luật chuyên ngành cho phép."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Ký những loại văn bản nào"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Thừa lệnh, thừa ủy quyền phải nêu ít nhất một loại. Với người khác, để trống là mọi loại."),
    )  # fmt: skip
    since = _ahead(_("Từ ngày"))
    last = _ahead(_("Đến hết ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số và ngày của quyết định, ví dụ QĐ 15/QĐ-UBND ngày 02/03/2026")
    )

    def __init__(
        self, *args: Any, holders: list[tuple[int, str]], powers: list[tuple[str, str]], by_order: bool,
        kinds: Iterable[tuple[str, str]], known: Iterable[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        """`by_order`: the lender is a head, who may have others sign by his order. `kinds` of paper and `known` fields limit what
        is signed; who does not sign himself is not asked."""
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [("", _("Chọn")), *holders]  # type: ignore[attr-defined]
        self.fields["powers"].choices = powers  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [*kinds]  # type: ignore[attr-defined]
        hint = _("Không đánh dấu: mọi lĩnh vực của cơ quan.")
        self.fields["fields"] = _fields_of_procedures(known, _("Chỉ trong lĩnh vực nào"), hint)
        self.order_fields(["holder", "powers", "authority", "kinds", "fields", "since", "last", "basis"])
        if not by_order:
            del self.fields["authority"]
        if not any(power == Power.SIGN for power, _label in powers):
            del self.fields["kinds"], self.fields["fields"]

    @property
    def until(self) -> datetime.date:
        last: datetime.date = self.cleaned_data["last"]
        return last + datetime.timedelta(days=1)
