"""Generic processes, by the shape of 76 real ones (median 7 steps; reception, assignment, examination, head, leader, seal, return).

A procedure without a process of its own follows the one of its level. Minutes are shares of an eight-hour day; the last step
("không tính thời gian") takes none. Sealing is not a step: signing, numbering and sealing are one act here (NĐ 30/2020 Đ.15, 17)."""

from typing import Any

from city.services.states.dossiers import Verb

HALF_DAY, DAY = 240, 480
NUMBERS = ("@identity_number",)  # shown with their last three digits to who does not check a card
# What a second agency is asked about: the thing, its drawings, not the person. The owner's name stands at the head of the page.
ASKED = ("plot_*", "house_*", "designer_*", "months_to_build", "request_*", "record:site_visit",
         "papers:*ban ve*", "papers:*thiet ke*", "papers:*quy hoach*")  # fmt: skip


def _t(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def _move(verb: str, to: str, vi: str, en: str, *needs: str, when: str = "") -> dict[str, Any]:
    return {"verb": str(verb), "to": to, "label": _t(vi, en), "needs": list(needs), "when": when}


def _step(
    id: str,
    vi: str,
    en: str,
    power: str,
    minutes: int,
    *moves: dict[str, Any],
    place: str = "agency",
    reads: tuple[str, ...] = ("*",),
    masks: tuple[str, ...] = (),
    writes: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "id": id,
        "name": _t(vi, en),
        "power": power,
        "place": place,
        "minutes": minutes,
        "reads": list(reads),
        "masks": list(masks),
        "writes": list(writes),
        "moves": list(moves),
    }


# NĐ 61/2018 Đ.19.3: an inspection on the spot is written down with its time, place, those present, and what was found.
SITE_VISIT: dict[str, Any] = {
    "form": "site-visit", "engine": 1, "title": _t("Kiểm tra thực địa", "Inspection on the spot"),
    "pages": [{
        "id": "site_visit", "title": _t("Biên bản kiểm tra thực địa", "Record of the inspection"),
        "fields": [
            {"id": "visited_on", "kind": "date", "label": _t("Ngày kiểm tra", "Day of the inspection"), "max": "today"},
            {"id": "visited_place", "kind": "text", "label": _t("Nơi kiểm tra", "Place"), "max_length": 300},
            {"id": "visited_by", "kind": "text", "label": _t("Thành phần tham gia", "Who was present"), "max_length": 500},
            {"id": "visit_findings", "kind": "long_text", "label": _t("Nội dung, kết quả kiểm tra", "What was found"), "max_length": 3000},
        ],
    }],
}  # fmt: skip


def _receive(to: str) -> dict[str, Any]:
    return _step(
        "receive", "Tiếp nhận", "Reception", "dossiers.accept", HALF_DAY,
        _move(Verb.ACCEPT, to, "Tiếp nhận", "Accept"),
        _move(Verb.ASK_SUPPLEMENT, "receive", "Yêu cầu bổ sung", "Ask for a supplement", "reasons"),
        _move(Verb.REFUSE_RECEPTION, "end", "Từ chối tiếp nhận", "Refuse reception", "reasons"),
        place="reception", writes=("*",),
    )  # fmt: skip


def _supplement(step: str) -> dict[str, Any]:
    return _move(Verb.ASK_SUPPLEMENT, step, "Yêu cầu bổ sung", "Ask for a supplement", "reasons")


def _payment(step: str) -> dict[str, Any]:
    return _move(Verb.ASK_PAYMENT, step, "Yêu cầu nộp phí trước khi giải quyết tiếp", "Ask for payment before going on")


def _approve(back: str, minutes: int = DAY) -> dict[str, Any]:
    return _step(
        "approve", "Phê duyệt, ký", "Approval and signature", "dossiers.approve", minutes,
        _move(Verb.APPROVE, "return", "Duyệt và ký", "Approve and sign", "signature"),
        _move(Verb.SEND_BACK, back, "Trả lại để xem lại", "Send back for another look", "comment"),
    )  # fmt: skip


# Whoever hands out the result looks at a card and at a fee; what was declared and sent is no longer his matter. Nothing that
# was granted leaves unpaid; a refusal does.
_RETURN = _step("return", "Trả kết quả", "Return of the result", "dossiers.return", 0,
                _move(Verb.RETURN, "end", "Trả văn bản từ chối", "Hand out the refusal", when="refused"),
                _move(Verb.RETURN, "end", "Trả kết quả", "Hand out the result", "payment"),
                place="reception", reads=("applicant_*", "receiving_*", "post_address", "contact"))  # fmt: skip

COMMUNE_ONE_STEP: dict[str, Any] = {
    "code": "commune-one-step",
    "name": _t("Cấp xã, một bước thẩm tra", "Commune, one step of examination"),
    "steps": [
        _receive("examine"),
        _step("examine", "Thẩm tra", "Examination", "dossiers.examine", DAY,
              _move(Verb.PROPOSE, "approve", "Trình lãnh đạo", "Propose to the leader", "outcome", "comment"), _supplement("examine"), _payment("examine"),
              writes=("*",)),
        _approve("examine"),
        _RETURN,
    ],
}  # fmt: skip

DEPARTMENT_FIVE_STEP: dict[str, Any] = {
    "code": "department-five-step",
    "name": _t("Cấp sở, năm bước", "Department, five steps"),
    "steps": [
        _receive("assign"),
        _step("assign", "Phân công", "Assignment", "dossiers.assign", HALF_DAY,
              _move(Verb.FORWARD, "examine", "Phân công thụ lý", "Assign"), masks=NUMBERS),
        _step("examine", "Thẩm định", "Examination", "dossiers.examine", 3 * DAY,
              _move(Verb.PROPOSE, "review", "Trình trưởng phòng", "Propose to the head of division", "outcome", "comment"), _supplement("examine"), _payment("examine"),
              writes=("*",)),
        _step("review", "Trưởng phòng xem xét", "Review by the head of division", "dossiers.review", DAY,
              _move(Verb.FORWARD, "approve", "Trình lãnh đạo sở", "Pass to the leader", "comment"),
              _move(Verb.SEND_BACK, "examine", "Trả lại để xem lại", "Send back for another look", "comment"), masks=NUMBERS),
        _approve("review"),
        _RETURN,
    ],
}  # fmt: skip

TWO_AGENCIES: dict[str, Any] = {
    "code": "two-agencies",
    "name": _t("Hai cơ quan phối hợp", "Two agencies"),
    "record": SITE_VISIT,
    "steps": [
        _receive("examine"),
        _step("examine", "Thẩm định", "Examination", "dossiers.examine", 3 * DAY,
              _move(Verb.PROPOSE, "approve", "Trình lãnh đạo", "Propose to the leader", "outcome", "comment"),
              _move(Verb.HAND_OVER, "opinion", "Lấy ý kiến cơ quan khác", "Ask another agency", "agency", "comment"), _supplement("examine"), _payment("examine"),
              writes=("*", "record:site_visit")),
        _step("opinion", "Cho ý kiến", "Opinion of the second agency", "dossiers.examine", 3 * DAY,
              _move(Verb.FORWARD, "conclude", "Gửi ý kiến, trả hồ sơ", "Send the opinion and give back", "comment"),
              place="other", reads=ASKED, masks=NUMBERS),
        _step("conclude", "Tổng hợp, trình", "Conclusion", "dossiers.examine", DAY,
              _move(Verb.PROPOSE, "approve", "Trình lãnh đạo", "Propose to the leader", "outcome", "comment"),
              _move(Verb.HAND_OVER, "opinion", "Lấy ý kiến cơ quan khác", "Ask another agency", "agency", "comment"), _supplement("conclude"), _payment("conclude"),
              writes=("*", "record:site_visit")),
        _approve("conclude"),
        _RETURN,
    ],
}  # fmt: skip

GENERIC: dict[str, dict[str, Any]] = {
    body["code"]: body for body in (COMMUNE_ONE_STEP, DEPARTMENT_FIVE_STEP, TWO_AGENCIES)
}
POWERS = (
    "dossiers.accept",
    "dossiers.assign",
    "dossiers.examine",
    "dossiers.review",
    "dossiers.approve",
    "dossiers.return",
)
