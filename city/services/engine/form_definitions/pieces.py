"""Pieces that every form shares: who applies, how the result is received, the promise that all is true."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


def t(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def check(must: Json, at: str, vi: str, en: str) -> Json:
    """What must hold between answers (kernel.forms.definition.Check); what is said at the field `at` where it does not."""
    return {"if_not": must, "at": at, "error": t(vi, en)}


def compared(one: str, op: str, other: str) -> Json:
    return {op: [{"var": one}, {"var": other}]}


def code(value: str, vi: str, en: str, hint: dict[str, str] | None = None) -> Json:
    return {"code": value, "text": t(vi, en), **({"hint": hint} if hint else {})}


def field(id: str, kind: str, vi: str, en: str, **more: Any) -> Json:
    return {"id": id, "kind": kind, "label": t(vi, en), **more}


APPLICANT = {
    "id": "applicant",
    "title": t("Thông tin của bạn", "About you"),
    "read_title": t("Thông tin người nộp", "The applicant"),
    "hint": t("Lấy từ dữ liệu đã có. Sửa chỗ nào chưa đúng.", "Taken from what is known already. Correct what is not right."),
    "fields": [
        field("applicant_name", "text", "Họ và tên", "Full name", prefill="person.name", max_length=150),
        field("applicant_number", "identity_number", "Số định danh cá nhân", "Personal identity number", prefill="person.number",
              hint=t("12 chữ số, ghi trên thẻ căn cước", "12 digits, on your identity card")),
        field("applicant_address", "text", "Nơi ở hiện nay", "Where you live now", prefill="person.address", max_length=300,
              name=t("Nơi ở hiện nay", "Address"),
              hint=t("Số nhà, đường hoặc ấp, phường hoặc xã", "House number, street or hamlet, ward or commune")),
        field("applicant_phone", "phone", "Số điện thoại", "Telephone number", prefill="person.phone", required=False,
              hint=t("Nếu có: để báo khi cần, ví dụ 0912 345 678. Không có thì để trống; tin vẫn nằm ở “Hồ sơ của tôi”, hoặc hỏi tại một cửa bằng mã hồ sơ",
                     "If you have one: to reach you when needed, for example 0912 345 678. If not, leave it blank: the news stands under “My dossiers”, or ask at the one-stop desk with the dossier's code")),
    ],
}  # fmt: skip

RECEIVING = {
    "id": "receiving",
    "title": t("Bạn muốn nhận kết quả bằng cách nào?", "How would you like to receive the result?"),
    "read_title": t("Cách nhận kết quả", "How the result is received"),
    "fields": [{
        "id": "receiving_way", "kind": "choice", "list": "ways", "name": t("Cách nhận kết quả", "How to receive the result"),
    }],
}  # fmt: skip

RECEIVING_ADDRESS = {
    "id": "receiving_address",
    "title": t("Gửi kết quả về đâu?", "Where shall we send it?"),
    "read_title": t("Nơi gửi kết quả", "Where the result is sent"),
    "when": {"==": [{"var": "receiving_way"}, "post"]},
    "fields": [{
        "id": "post_address", "kind": "text", "prefill": "person.address", "max_length": 300,
        "name": t("Địa chỉ nhận qua bưu chính", "Postal address"),
        "hint": t("Cước bưu chính do bạn trả khi nhận", "You pay the postage on delivery"),
    }],
}  # fmt: skip

WAYS = {
    "codes": [
        code(
            "online",
            "Bản điện tử",
            "Electronic copy",
            t("Có chữ ký số, dùng được như bản giấy", "Digitally signed, as good as paper"),
        ),
        code("counter", "Đến nhận tại bộ phận một cửa", "Collect it at the one-stop desk"),
        code("post", "Gửi qua bưu chính", "By post"),
    ]
}

PROMISE = {
    "id": "promise",
    "title": t("Cam đoan của bạn", "Your declaration"),
    "read_title": t("Cam đoan", "Declaration"),
    "fields": [{
        "id": "promise_true", "kind": "choice", "list": "promises", "name": t("Cam đoan", "Declaration"),
        "errors": {"required": t("Đánh dấu ô này để nộp hồ sơ", "Tick this to hand in the dossier")},
    }],
}  # fmt: skip

PROMISES = {"codes": [code("yes", "Những điều khai trên là đúng; tôi chịu trách nhiệm trước pháp luật về nội dung này.",
                           "What I have stated is true; I answer for it before the law.")]}  # fmt: skip


def made(*names: str) -> Json:
    """The paper of the sheet that this form is: nobody sends it besides."""
    return {"names": list(names), "made": True}


def form(
    code: str, title: dict[str, str], pages: list[Json], lists: Json | None = None, applicant: Json = APPLICANT,
    attachments: Sequence[Json] = (),
) -> Json:  # fmt: skip
    """A whole definition: the applicant first, then `pages`, then receiving and the promise."""
    return {
        "form": code, "engine": 1, "title": title, "lists": {"ways": WAYS, "promises": PROMISES, **(lists or {})},
        "pages": [applicant, *pages, RECEIVING, RECEIVING_ADDRESS, PROMISE], **({"attachments": [*attachments]} if attachments else {}),
    }  # fmt: skip
