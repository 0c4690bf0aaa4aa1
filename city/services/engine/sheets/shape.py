"""Is this a sheet at all: the fields that must be there, with the right kinds. Missing lists and texts count as empty."""

from typing import Any

from city.services.engine.sheets.values import Unreadable
from city.services.states.catalogue import Refusal

_TEXT = [
    "ten",
    "bo_nganh",
    "bo_nganh_ma",
    "linh_vuc",
    "so_quyet_dinh",
    "co_quan_thuc_hien",
    "co_quan_co_tham_quyen",
    "trinh_tu",
]
_LISTS: dict[str, dict[str, Any] | type] = {
    "cap_thuc_hien": str,
    "doi_tuong": str,
    "can_cu_so_hieu": str,
    "cach_thuc": {"kenh": "", "thoi_han": "", "don_vi": "", "phi": [], "mo_ta": ""},
    "thanh_phan_ho_so": {"truong_hop": "", "giay_to": []},
    "ket_qua": {"ten": "", "ma": ""},
}
_INNER: dict[str, dict[str, Any]] = {
    "phi": {"muc": "", "ghi_chu": ""},
    "giay_to": {"ten": "", "mau": "", "ban_chinh": 0, "ban_sao": 0, "la_tieu_de": False},
}


def checked(row: Any) -> dict[str, Any]:
    """A copy in which every field the reader asks for exists and has its kind."""
    if not isinstance(row, dict) or not isinstance(row.get("ma_thu_tuc"), str):
        raise Unreadable(Refusal.WRONG_SHAPE, "ma_thu_tuc")
    clean: dict[str, Any] = {"ma_thu_tuc": row["ma_thu_tuc"]}
    clean |= {name: _of_kind(row.get(name), "", name) for name in _TEXT}
    for name, kind in _LISTS.items():
        items = _of_kind(row.get(name), [], name)
        clean[name] = [_of_kind(item, "", name) if kind is str else _item(item, kind, name) for item in items]
    return clean


def _item(item: Any, kind: Any, place: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise Unreadable(Refusal.WRONG_SHAPE, place)
    clean = {key: _of_kind(item.get(key), usual, f"{place}.{key}") for key, usual in kind.items()}
    for key, inner in _INNER.items():
        if key in clean:
            clean[key] = [_item(part, inner, f"{place}.{key}") for part in clean[key]]
    return clean


def _of_kind(value: Any, usual: Any, place: str) -> Any:
    if value is None:
        return type(usual)()
    if not isinstance(value, type(usual)):
        raise Unreadable(Refusal.WRONG_SHAPE, place)
    return value
