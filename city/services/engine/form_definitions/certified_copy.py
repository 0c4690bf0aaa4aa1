"""Certified copies from originals (2.000815, NĐ 23/2015 Đ.20): what, and how many."""

from city.services.engine.form_definitions.pieces import field, form, made, t

COPIES = {
    "id": "copies",
    "title": t("Cần chứng thực bản sao những giấy tờ nào?", "Which papers shall be copied and certified?"),
    "read_title": t("Giấy tờ cần chứng thực bản sao", "Papers to be copied and certified"),
    "group": {
        "id": "originals", "noun": t("giấy tờ", "paper"), "summary": t("{original_name}, {original_copies} bản", "{original_name}, {original_copies} copies"),
        "min": 1, "max": 20,
        "fields": [
            field("original_name", "text", "Tên giấy tờ", "Name of the paper", max_length=200, hint=t("Ví dụ: bằng tốt nghiệp, giấy khai sinh", "For example a diploma, a birth certificate")),
            field("original_pages", "number", "Số trang của bản chính", "Pages of the original", min=1, max=500),
            field("original_copies", "number", "Số bản sao cần", "Copies wanted", min=1, max=100),
        ],
    },
}  # fmt: skip

CERTIFIED_COPY = form(
    "certified-copy",
    t("Phiếu yêu cầu chứng thực bản sao", "Request for certified copies"),
    [COPIES],
    attachments=[made("Phiếu yêu cầu chứng thực…")],
)
