"""Kinds of documents: the 29 of NĐ 30/2020 (Đ.7, Annex III), and the papers of the one-stop desk. (code, name, abbreviation)."""

ND30 = "NĐ 30/2020/NĐ-CP"
TT01 = "TT 01/2018/TT-VPCP"
ADMINISTRATIVE = (
    ("NQ", "Nghị quyết", "NQ"), ("QD", "Quyết định", "QĐ"), ("CT", "Chỉ thị", "CT"), ("QC", "Quy chế", "QC"),
    ("QYD", "Quy định", "QyĐ"), ("TC", "Thông cáo", "TC"), ("TB", "Thông báo", "TB"), ("HD", "Hướng dẫn", "HD"),
    ("CTR", "Chương trình", "CTr"), ("KH", "Kế hoạch", "KH"), ("PA", "Phương án", "PA"), ("DA", "Đề án", "ĐA"),
    ("DUAN", "Dự án", "DA"), ("BC", "Báo cáo", "BC"), ("BB", "Biên bản", "BB"), ("TTR", "Tờ trình", "TTr"),
    ("HOPDONG", "Hợp đồng", "HĐ"), ("CV", "Công văn", ""), ("CD", "Công điện", "CĐ"), ("BGN", "Bản ghi nhớ", "BGN"),
    ("BTT", "Bản thỏa thuận", "BTT"), ("GUQ", "Giấy ủy quyền", "GUQ"), ("GM", "Giấy mời", "GM"),
    ("GGT", "Giấy giới thiệu", "GGT"), ("GNP", "Giấy nghỉ phép", "GNP"), ("PG", "Phiếu gửi", "PG"),
    ("PC", "Phiếu chuyển", "PC"), ("PB", "Phiếu báo", "PB"), ("TCONG", "Thư công", ""),
)  # fmt: skip
# (code, name, abbreviation, book, template, source): special documents have their own series (Đ.15.1b).
SPECIAL = (
    ("TBKGQ", "Thông báo về việc không giải quyết hồ sơ", "TB", "hanh-chinh", "examined_refusal", "NĐ 61/2018/NĐ-CP Đ.19.8"),
    ("PTC", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "PTC", "mot-cua", "refusal", TT01),
    ("PBS", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "PBS", "mot-cua", "supplement_request", TT01),
    ("GTN", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "GTN", "tiep-nhan", "acceptance_slip", TT01),
    ("TBD", "Thông báo dừng giải quyết hồ sơ", "TBD", "mot-cua", "stop_notice", "NĐ 118/2025/NĐ-CP Đ.21; TT 03/2025/TT-VPCP Đ.7"),
    ("PXL", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "PXL", "mot-cua", "apology", TT01),
    ("TL", "Trích lục", "TL", "trich-luc", "extract", ND30),
    ("GP", "Giấy phép", "GP", "giay-phep", "certificate", ND30),
    ("GCN", "Giấy chứng nhận", "GCN", "chung-nhan", "certificate", ND30),
    ("GXN", "Giấy xác nhận", "GXN", "xac-nhan", "certificate", ND30),
)  # fmt: skip
TEMPLATES = {"QD": "decision", "CV": "official_letter", "TCONG": "official_letter"}  # the others: notice


def rows() -> list[dict[str, str]]:
    """All kinds, as columns of DocumentKind."""
    administrative = [(c, n, a, "hanh-chinh", TEMPLATES.get(c, "notice"), ND30) for c, n, a in ADMINISTRATIVE]
    names = ("code", "name", "abbreviation", "book", "template", "source")
    return [dict(zip(names, row, strict=True)) for row in (*administrative, *SPECIAL)]
