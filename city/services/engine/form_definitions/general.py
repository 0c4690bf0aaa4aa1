"""The general application: for every procedure of ours that has no form of its own. Its papers are those of the sheet."""

from typing import Any

from city.services.engine.form_definitions.pieces import APPLICANT, field, form, t

_NAME, *_REST = APPLICANT["fields"]

# Most printed applications name a person by his day of birth too; the account knows it, an organisation has none.
BORN: dict[str, Any] = {**APPLICANT, "fields": [
    _NAME,
    field("applicant_birth_on", "date", "Ngày sinh", "Date of birth", prefill="person.birth_on", required=False, max="today",
          hint=t("Để trống nếu nộp cho tổ chức", "Leave blank if you apply for an organisation")),
    *_REST,
]}  # fmt: skip

REQUEST = {
    "id": "request",
    "title": t("Bạn đề nghị điều gì?", "What do you ask for?"),
    "read_title": t("Nội dung đề nghị", "What is asked for"),
    "hint": t("Viết bằng lời của bạn. Nếu có mẫu đơn riêng, bạn gửi kèm ở phần giấy tờ.",
              "In your own words. If there is a special form, attach it among the papers."),
    "fields": [
        field("request_text", "long_text", "Nội dung đề nghị", "Your request", name=t("Nội dung đề nghị", "Request"), min_length=10, max_length=3000),
        field("request_subject", "text", "Đề nghị này cho ai, hoặc cho nơi nào?", "Whom or which place does it concern?", required=False, max_length=300,
              hint=t("Ví dụ: tên người, cơ sở, thửa đất. Để trống nếu là chính bạn", "For example a person, a shop, a plot. Leave blank if it is you")),
    ],
}  # fmt: skip

GENERAL = form(
    "general-application", t("Đơn đề nghị giải quyết thủ tục", "General application"), [REQUEST], applicant=BORN
)
