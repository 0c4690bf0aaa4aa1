"""The list of days on a resident's page, in both languages."""

import dataclasses
import datetime
import json
import timeit

import pytest
from django.utils import translation

from kernel.worktime.engine import StandsStill, affected, due
from kernel.worktime.regimes import CIVIL, Article
from kernel.worktime.schedule import NoWorkingTime, Remaining, Schedule, remaining
from kernel.worktime.tests.test_golden import SUPPLEMENT
from kernel.worktime.tests.weeks import CITY, at, pause, term
from kernel.worktime.words import explain, rules_said, why

REASONS = {
    "stopped:supplement": "Phường yêu cầu bổ sung; đồng hồ dừng",
    "supplement": "Chờ bạn",
    "restart": "Đủ giấy tờ: đếm lại từ đầu",
}
REGIME = CIVIL.with_articles(
    Article("restart", "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4", "Decree 61/2018/NĐ-CP, Article 19(4)")
)


def said(counted, **kwargs):
    return [(x.number, x.when, x.words, x.kind) for x in explain(counted, **kwargs)]


def test_the_list_of_my_dossier():
    counted = due(at("2026-11-10 08:42"), term("15 working_day"), CITY, SUPPLEMENT)
    assert said(counted, today=datetime.date(2026, 11, 25), reasons=REASONS) == [
        (0, "T3 10/11", "Nhận lúc 08:42, ngày nhận không tính", ""),
        (1, "T4 11/11", "", ""),
        (2, "T5 12/11", "Phường yêu cầu bổ sung; đồng hồ dừng", "reset"),
        (None, "T6 13 – T2 16/11", "Chờ bạn", "off"),
        (0, "T3 17/11", "Đủ giấy tờ: đếm lại từ đầu, lúc 20:05; ngày này không tính", "reset"),
        (1, "T4 18/11", "", ""),
        (2, "T5 19/11", "", ""),
        (3, "T6 20/11", "", ""),
        (None, "T7 21, CN 22/11", "Cuối tuần", "off"),
        (4, "T2 23/11", "", ""),
        (None, "T3 24/11", "Ngày nghỉ: Ngày Văn hóa Việt Nam", "off"),
        (5, "T4 25/11", "Hôm nay", "today"),
        (6, "T5 26/11", "", ""),
        (7, "T6 27/11", "", ""),
        (None, "T7 28, CN 29/11", "Cuối tuần", "off"),
        (8, "T2 30/11", "", ""),
        (9, "T3 01/12", "", ""),
        (10, "T4 02/12", "", ""),
        (11, "T5 03/12", "", ""),
        (12, "T6 04/12", "", ""),
        (None, "T7 05, CN 06/12", "Cuối tuần", "off"),
        (13, "T2 07/12", "", ""),
        (14, "T3 08/12", "", ""),
        (15, "T4 09/12", "Hẹn trả kết quả", "end"),
    ]


def test_the_same_in_english():
    counted = due(at("2026-11-20 16:00"), term("2 working_day"), CITY, [pause("2026-11-23", "2026-11-26")])
    with translation.override("en"):
        assert said(counted) == [
            (0, "Fri 20 Nov", "Received at 16:00; the day of receipt does not count", ""),
            (None, "Sat 21, Sun 22 Nov", "Weekend", "off"),
            (1, "Mon 23 Nov", "The time limit stops on this day", "reset"),
            (None, "Tue 24 – Thu 26 Nov", "Does not count", "off"),
            (2, "Fri 27 Nov", "Result due", "end"),
        ]


def test_days_off_over_a_new_year_and_a_last_day_that_moves():
    counted = due(at("2025-12-22"), term("10 day"), CITY)
    assert said(counted)[-4:] == [
        (10, "T5 01/01", "Ngày nghỉ: Tết Dương lịch. Ngày cuối là ngày nghỉ nên chuyển tiếp", "off"),
        (None, "T6 02/01", "Ngày nghỉ: Nghỉ, làm bù ngày 10/01/2026", "off"),
        (None, "T7 03, CN 04/01", "Cuối tuần", "off"),
        (None, "T2 05/01", "Hẹn trả kết quả", "end"),
    ]


def test_hours_say_how_much_of_a_day_they_took():
    counted = due(at("2026-11-20 16:00"), term("6 hour"), CITY)
    assert [x.words for x in explain(counted)] == ["Tính 1:00 làm việc", "Cuối tuần", "Hẹn trả kết quả"]


def test_a_receipt_after_the_agencys_hour_says_so():
    counted = due(
        at("2026-11-20 16:00"), term("1 working_day"), CITY, regime=dataclasses.replace(CIVIL, late_after=900)
    )
    assert said(counted)[0][2:] == ("Nhận ngoài giờ nhận hồ sơ: coi như nhận ngày làm việc tiếp theo", "off")


def test_rules_are_said_with_their_article():
    counted = due(at("2026-11-10 08:42"), term("15 working_day"), CITY, SUPPLEMENT, REGIME)
    assert rules_said(counted) == [
        "Đủ giấy tờ thì thời hạn tính lại từ đầu (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4).",
        "Ngày nhận không tính, đếm từ ngày tiếp theo (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
        "Chỉ tính ngày làm việc, bỏ ngày nghỉ hằng tuần và ngày lễ (Bộ luật Lao động 2019, Điều 111, 112).",
    ]
    with translation.override("en"):
        assert rules_said(counted)[1] == (
            "The day of receipt does not count; counting starts on the next day (Civil Code 2015, Article 147(2))."
        )


def test_each_day_says_why_it_does_not_count():
    counted = due(at("2020-12-30"), term("2 working_day"), CITY)
    assert [(d.on.day, d.kind, why(d, counted)) for d in counted.days] == [
        (30, "start", "Bộ luật Dân sự 2015, Điều 147 khoản 2"),
        (31, "counted", ""),
        (1, "holiday", "Bộ luật Lao động 2019, Điều 112 khoản 1"),
        (2, "weekend", "Bộ luật Lao động 2019, Điều 111; QĐ 188/1999/QĐ-TTg"),
        (3, "weekend", "Bộ luật Lao động 2019, Điều 111; QĐ 188/1999/QĐ-TTg"),
        (4, "end", ""),
    ]


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-25 10:00", Remaining(10, 5100, False)),
        ("2026-12-09 16:00", Remaining(0, 60, False)),
        ("2026-12-09 17:00", Remaining(0, 0, False)),
        ("2026-12-09 17:01", Remaining(0, 0, True)),
        ("2026-12-11 08:00", Remaining(-2, -540, True)),
    ],
)
def test_what_is_left_until_the_ninth_of_december(now, left):
    assert remaining(at("2026-12-09 17:00"), at(now), CITY) == left


def test_only_dues_that_counted_the_day_are_affected():
    bodies = {
        "working days": due(at("2026-11-10"), term("15 working_day"), CITY),
        "calendar days over it": due(at("2026-11-10"), term("30 day"), CITY),
        "calendar days up to it": due(at("2026-11-10"), term("16 day"), CITY),
        "paused": due(at("2026-11-10"), term("15 working_day"), CITY, [pause("2026-11-24", "2026-11-27")]),
        "over before": due(at("2026-11-10"), term("5 working_day"), CITY),
    }
    explanations = [(key, json.loads(json.dumps(counted.as_json()))) for key, counted in bodies.items()]
    assert affected(datetime.date(2026, 11, 26), explanations) == ["working days", "calendar days up to it"]


def test_no_due_date_while_a_pause_lasts():
    with pytest.raises(StandsStill):
        due(at("2026-11-10"), term("5 working_day"), CITY, [pause("2026-11-12", None)])
    with pytest.raises(StandsStill):
        due(at("2026-11-10"), term("40 hour"), CITY, [pause("2026-11-12", None)])


@pytest.mark.parametrize("words", ["5 working_day", "5 hour", "0 day", "30 day", "1 month"])
def test_a_calendar_without_hours_is_said_to_be_one(words):
    with pytest.raises(NoWorkingTime):
        due(at("2026-11-10"), term(words), Schedule(()))


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="a term of -1"):
        due(at("2026-11-10"), term("-1 day"), CITY)


def test_a_day_off_on_which_a_pause_ended_at_midnight_is_affected_too():
    """Found by the property: in hours a pause is cut out to the minute, so that Saturday was off, not paused."""
    counted = due(at("2018-01-05 05:00"), term("0 hour"), CITY, [pause("2018-01-05 05:00", "2018-01-06 00:00")])
    assert [(d.on.day, d.kind) for d in counted.days] == [(5, "paused"), (6, "weekend"), (7, "weekend"), (8, "end")]
    assert affected(datetime.date(2018, 1, 6), [("this", counted.as_json())]) == ["this"]


def test_one_due_date_takes_less_than_two_milliseconds():
    start, given = at("2026-11-10 08:42"), term("15 working_day")
    best = min(timeit.repeat(lambda: due(start, given, CITY, SUPPLEMENT, REGIME), number=20, repeat=5)) / 20
    assert best <= 0.002
