"""Building permit for a single house (1.009994, Luật Xây dựng 2014 Đ.95 as amended)."""

from city.services.engine.form_definitions.pieces import check, code, compared, field, form, made, t

PLOT = {
    "id": "plot",
    "title": t("Nhà xây ở đâu?", "Where will the house stand?"),
    "section": t("Thửa đất", "The plot"),
    "fields": [
        field("plot_address", "text", "Địa chỉ công trình", "Address of the building", max_length=300),
        field("plot_number", "text", "Thửa đất số", "Plot number", max_length=20),
        field("plot_sheet", "text", "Tờ bản đồ số", "Map sheet number", max_length=20),
        field("plot_area", "number", "Diện tích thửa đất", "Area of the plot", min=1, max=100000, decimals=1, unit=t("m²", "m²")),
    ],
}  # fmt: skip

HOUSE = {
    "id": "house",
    "title": t("Ngôi nhà rộng và cao bao nhiêu?", "How large and high is the house?"),
    "section": t("Ngôi nhà", "The house"),
    "hint": t("Ghi theo bản vẽ. Cán bộ sẽ đối chiếu với bản vẽ bạn gửi.", "As in the drawings; they will be compared."),
    "fields": [
        field("house_area", "number", "Diện tích xây dựng tầng 1", "Built area of the ground floor", min=1, max=10000, decimals=1, unit=t("m²", "m²"),
              hint=t("Tính theo mép ngoài tường, không tính sân", "Along the outer walls, without the yard")),
        field("house_total_area", "number", "Tổng diện tích sàn", "Total floor area", min=1, max=50000, decimals=1, unit=t("m²", "m²")),
        field("house_floors", "choice", "Nhà có mấy tầng?", "How many storeys?", list="floors"),
        field("house_height", "number", "Chiều cao tới đỉnh mái", "Height to the ridge", min=2, max=200, decimals=2, unit=t("m", "m")),
        field("house_basement", "yes_no", "Có tầng hầm không?", "Is there a basement?"),
    ],
    "checks": [
        check(compared("house_area", "<=", "plot_area"), "house_area",
              "Diện tích xây dựng tầng 1 không thể lớn hơn diện tích thửa đất. Xem lại diện tích tầng 1, hoặc diện tích thửa đất ở phần “Nhà xây ở đâu?”",
              "The built area of the ground floor cannot be larger than the plot. Check it, or the area of the plot under “Where will the house stand?”"),
        check(compared("house_total_area", ">=", "house_area"), "house_total_area",
              "Tổng diện tích sàn không thể nhỏ hơn diện tích xây dựng tầng 1", "The total floor area cannot be smaller than the built area of the ground floor"),
    ],
}  # fmt: skip

DESIGNER = {
    "id": "designer",
    "title": t("Ai thiết kế?", "Who designed it?"),
    "section": t("Ngôi nhà", "The house"),
    "when": {"or": [{"!=": [{"var": "house_floors"}, "1"]}, {"==": [{"var": "house_basement"}, True]}]},
    "fields": [
        field("designer_name", "text", "Đơn vị hoặc người thiết kế", "Firm or person", max_length=200),
        field("designer_certificate", "text", "Số chứng chỉ hành nghề", "Number of the practising certificate", max_length=40),
    ],
}  # fmt: skip

PLAN = {
    "id": "plan",
    "title": t("Dự kiến khi nào xây xong?", "When will it be finished?"),
    "read_title": t("Thời gian xây dựng", "Time of building"),
    "fields": [{"id": "months_to_build", "kind": "number", "min": 1, "max": 60, "unit": t("tháng", "months"), "name": t("Thời gian xây dự kiến", "Planned building time")}],
}  # fmt: skip

LISTS = {
    "floors": {
        "codes": [
            code("1", "1 tầng", "1 storey"),
            code(
                "2-6",
                "2 đến 6 tầng",
                "2 to 6 storeys",
                t("Cần bản vẽ do đơn vị có năng lực thiết kế", "Drawings by a qualified designer are needed"),
            ),
            code(
                "7",
                "Từ 7 tầng trở lên",
                "7 storeys or more",
                t("Cần thêm kết quả thẩm tra thiết kế", "The design must also be verified"),
            ),
        ]
    }
}

BUILDING_PERMIT = form(
    "building-permit",
    t("Đơn đề nghị cấp giấy phép xây dựng", "Application for a building permit"),
    [PLOT, HOUSE, DESIGNER, PLAN],
    LISTS,
    attachments=[made("Đơn đề nghị cấp giấy phép xây dựng…")],
)
