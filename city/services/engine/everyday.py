"""What people call a procedure. The second part is looked for in the folded official name; the first is added to its search text."""

# (everyday words folded, piece of the folded official name)
EVERYDAY: tuple[tuple[str, str], ...] = (
    ("lam giay khai sinh, khai sinh cho con, giay khai sinh em be", "dang ky khai sinh"),
    ("giay dang ky ket hon, cuoi, lam dam cuoi", "dang ky ket hon"),
    ("bao tu, khai tu, giay khai tu, giay chung tu, nguoi chet, nguoi mat", "dang ky khai tu"),
    ("doc than, giay chung nhan doc than, tinh trang hon nhan", "xac nhan tinh trang hon nhan"),
    ("doi ten, sua ten, sua ngay sinh, cai chinh giay khai sinh", "thay doi cai chinh"),
    ("xin con nuoi, nhan nuoi", "con nuoi"),
    ("sao y, cong chung ban sao, photo cong chung, chung thuc giay to", "chung thuc ban sao"),
    ("chung chu ky", "chung thuc chu ky"),
    ("trich luc, ban sao khai sinh", "ban sao trich luc ho tich"),
    ("giay phep xay dung, xin phep xay nha, xay nha, cat nha, phep xay dung", "giay phep xay dung"),
    ("sua nha, nang tang, cai tao nha", "giay phep sua chua, cai tao"),
    ("so do, so hong, lam so do, giay chu quyen dat, quyen su dung dat", "giay chung nhan quyen su dung dat"),
    ("sang ten so do, mua ban dat, chuyen nhuong dat", "chuyen nhuong quyen su dung dat"),
    ("sang ten so do, dang ky bien dong, so do", "dang ky bien dong"),
    ("tach thua, chia dat", "tach thua"),
    ("len tho cu, chuyen dat vuon sang dat o", "chuyen muc dich su dung dat"),
    ("mo quan, mo tiem, mo cua hang, ban hang, ho kinh doanh ca the", "dang ky thanh lap ho kinh doanh"),
    ("mo quan, mo tiem, ho kinh doanh ca the", "dang ky ho kinh doanh"),
    ("mo cong ty, lap cong ty, giay phep kinh doanh", "dang ky thanh lap cong ty"),
    ("mo cong ty, lap cong ty, giay phep kinh doanh", "dang ky doanh nghiep"),
    ("dong cua cong ty, dep tiem", "cham dut hoat dong"),
    ("ly lich tu phap, giay xac nhan khong co tien an", "phieu ly lich tu phap"),
    ("can cuoc, lam cccd, chung minh nhan dan, cmnd", "the can cuoc"),
    ("ho chieu, passport, di nuoc ngoai", "ho chieu pho thong"),
    ("nhap ho khau, ho khau, thuong tru", "dang ky thuong tru"),
    ("tam tru, o tro", "dang ky tam tru"),
    ("bang lai, giay phep lai xe, doi bang lai", "giay phep lai xe"),
    ("cavet, dang ky xe, bien so xe, sang ten xe", "dang ky xe"),
    ("tro cap nguoi gia, tien nguoi cao tuoi, nguoi khuyet tat, bao tro xa hoi", "tro giup xa hoi"),
    ("giay khuyet tat", "muc do khuyet tat"),
    ("ho ngheo, can ngheo", "ho ngheo"),
    ("thuong binh, liet si", "nguoi co cong"),
    ("mua nha o xa hoi, nha gia re", "nha o xa hoi"),
    ("luat su", "chung chi hanh nghe luat su"),
    ("quan an, ve sinh an toan thuc pham", "du dieu kien an toan thuc pham"),
)

# The names stay Vietnamese; who reads the pages in English asks in English.
IN_ENGLISH: tuple[tuple[str, str], ...] = (
    ("birth registration, birth certificate, newborn", "dang ky khai sinh"),
    ("marriage registration, get married, wedding", "dang ky ket hon"),
    ("death registration, death certificate", "dang ky khai tu"),
    ("single status, marital status certificate, certificate of no marriage", "xac nhan tinh trang hon nhan"),
    ("change of surname, correct a birth certificate, civil status correction", "thay doi cai chinh"),
    ("adoption, adopt a child", "con nuoi"),
    ("certified copy, true copy, notarised copy", "chung thuc ban sao"),
    ("certified signature", "chung thuc chu ky"),
    ("extract of civil status, copy of birth certificate", "ban sao trich luc ho tich"),
    ("building permit, construction permit, build a house", "giay phep xay dung"),
    ("repair permit, renovate a house", "giay phep sua chua, cai tao"),
    ("land use certificate, red book, land title, ownership", "giay chung nhan quyen su dung dat"),
    ("land transfer, sell land, buy land", "chuyen nhuong quyen su dung dat"),
    ("land register change", "dang ky bien dong"),
    ("split a plot, divide land", "tach thua"),
    ("change of land use", "chuyen muc dich su dung dat"),
    ("household business, open a shop, small business registration", "dang ky thanh lap ho kinh doanh"),
    ("household business, open a shop, small business registration", "dang ky ho kinh doanh"),
    ("company registration, start a company, business licence", "dang ky thanh lap cong ty"),
    ("company registration, enterprise registration, business licence", "dang ky doanh nghiep"),
    ("close a business", "cham dut hoat dong"),
    ("criminal record, police clearance", "phieu ly lich tu phap"),
    ("identity card, id card", "the can cuoc"),
    ("passport", "ho chieu pho thong"),
    ("permanent residence, household register", "dang ky thuong tru"),
    ("temporary residence", "dang ky tam tru"),
    ("driving licence, driver license", "giay phep lai xe"),
    ("vehicle registration, number plate, motorbike", "dang ky xe"),
    ("social assistance, benefits for elderly people", "tro giup xa hoi"),
    ("disability certificate, disabled people", "muc do khuyet tat"),
    ("poor household", "ho ngheo"),
    ("social housing", "nha o xa hoi"),
    ("work permit, foreign workers", "giay phep lao dong"),
    ("food safety, restaurant", "du dieu kien an toan thuc pham"),
)

UNDOING = ("xoa ", "huy ", "thu hoi ", "thu tuc xoa ", "thu tuc huy ", "thu tuc thu hoi ")


def added_words(folded_name: str) -> list[str]:
    """The everyday phrases of a procedure, folded, by its folded name. Who asks for a thing does not mean undoing it."""
    if folded_name.startswith(UNDOING):
        return []
    found = [words.split(", ") for words, piece in (*EVERYDAY, *IN_ENGLISH) if piece in folded_name]
    return list(dict.fromkeys(phrase for phrases in found for phrase in phrases))


# A word as it is said in the South, or as its i and y are often typed -> as the catalogue writes it; all folded.
SPOKEN = {
    "sanh": "sinh", "binh": "benh", "nhon": "nhan", "chanh": "chinh", "tho": "thu", "lanh": "linh",
    "ki": "ky", "li": "ly", "ti": "ty", "mi": "my", "qui": "quy", "hi": "hy", "si": "sy",
}  # fmt: skip

# Said before what is meant: left out of a question that finds nothing with them.
FILLERS = frozenset(
    [
        "toi",
        "muon",
        "can",
        "xin",
        "lam",
        "cho",
        "thu",
        "tuc",
        "giay",
        "to",
        "nhu",
        "the",
        "nao",
        "o",
        "dau",
        "di",
        "cua",
        "va",
        "de",
        "con",
        "i",
        "my",
        "need",
        "want",
        "get",
        "apply",
        "new",
        "for",
        "a",
        "an",
        "of",
        "how",
        "register",
    ]
)
