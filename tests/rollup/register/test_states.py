"""Every file has one state; the newest file without errors counts; the equation is shown and checked."""

from dataclasses import replace

import pytest

from tests.rollup.register.drawn import file, forms, march, reasons, register, states, unit, unreadable
from xlperf.errors import XlperfError
from xlperf.rollup.register.file_state import RULES, TERMS, FileState
from xlperf.rollup.register.sent import Brought
from xlperf.rollup.register.states import Settlement, Standing, settle_sent


def test_one_file_of_each_state() -> None:
    given = [
        file("旧.xlsx", "甲局", 1),
        file("好.xlsx", "甲局", 2),
        file("好（副本）.xlsx", "甲局", 2, sha256=file("好.xlsx").sha256),
        file("改坏.xlsx", "甲局", 3, wrong=True),
        file("乙.xlsx", "乙局", 1, wrong=True),
        file("丙.xlsx", "丙局", 1),
        unreadable("丁局.doc"),
    ]
    found = settle_sent(given, register(unit("甲局"), unit("乙局"), unit("丁局")))
    assert {one.name: str(one.state) for one in found.standings} == {
        "旧.xlsx": "被替代",
        "好.xlsx": "有效",
        "好（副本）.xlsx": "重复",
        "改坏.xlsx": "有误退回",
        "乙.xlsx": "收下待改",
        "丙.xlsx": "未登记",
        "丁局.doc": "无法读取",
    }
    equation = found.equation()
    assert (equation.accepted, equation.refused, equation.superseded, equation.duplicate) == (2, 3, 1, 1)
    assert equation.text() == (
        "收到 7 个文件 = 接收 2（有效 1、收下待改 1） + 退回 3（有误退回 1、无法读取 1、未登记 1） + 被替代 1 + 重复 1。"
        "应报 3 个单位 = 已收 2 + 未收 1。"
    )


def test_each_state_belongs_to_one_term_and_has_its_word_in_the_rule() -> None:
    assert {state.term for state in FileState} == set(TERMS)
    told = "".join(RULES)
    assert all(state in told for state in FileState if state not in ("有效", "无法读取", "被替代"))


def test_a_newer_file_with_errors_is_returned_and_told_against_what() -> None:
    found = settle_sent([file("坏.xlsx", day=3, wrong=True), file("好.xlsx", day=2)])
    returned = found.standings[0]
    assert (returned.state, returned.by, returned.counts) == (FileState.RETURNED, "好.xlsx", ())
    assert returned.reason == (
        "有逻辑性错误，改好重报以前仍以没有错误的“好.xlsx”为准（本件按保存时间较新：2024-03-03 12:00 晚于 2024-03-02 12:00）"
    )


def test_once_mended_the_newest_counts() -> None:
    given = [file("一.xlsx", day=1), file("二.xlsx", day=2, wrong=True), file("三.xlsx", day=3)]
    assert states(given) == {"一.xlsx": "被替代", "二.xlsx": "被替代", "三.xlsx": "有效"}


def test_of_two_newer_files_with_errors_only_the_newest_is_sent_back() -> None:
    given = [file("一.xlsx", day=1), file("二.xlsx", day=2, wrong=True), file("三.xlsx", day=3, wrong=True)]
    assert states(given) == {"一.xlsx": "有效", "二.xlsx": "被替代", "三.xlsx": "有误退回"}
    assert "“三.xlsx”有逻辑性错误，已退回" in reasons(settle_sent(given))["二.xlsx"]


def test_where_none_is_without_errors_the_newest_counts_for_the_time_being() -> None:
    given = [file("一.xlsx", day=1, wrong=True), file("二.xlsx", day=2, wrong=True)]
    assert states(given) == {"一.xlsx": "被替代", "二.xlsx": "收下待改"}


def test_a_mended_form_alone_makes_the_rest_of_the_older_file_valid() -> None:
    """附件2 was wrong; the unit sends only 附件2 again: nothing is left to mend."""
    older = file("全套.xlsx", day=1, brings="1 2 3A", wrong=True, faulty=(1,))
    found = settle_sent([older, file("附件2.xlsx", day=2, brings="2")])
    assert [one.state for one in found.standings] == [FileState.VALID, FileState.VALID]
    assert found.standings[0].counted == forms("1 3A")
    assert "附件2由“附件2.xlsx”替代" in found.standings[0].reason
    unsure = settle_sent([replace(older, faulty=()), file("附件2.xlsx", day=2, brings="2")])
    assert unsure.standings[0].state is FileState.PROVISIONAL


def test_a_wrong_partial_resend_leaves_the_older_form() -> None:
    given = [file("全套.xlsx", day=1, brings="1 2 3A"), file("附件2.xlsx", day=2, brings="2", wrong=True)]
    assert states(given) == {"全套.xlsx": "有效", "附件2.xlsx": "有误退回"}
    given = [file("全套.xlsx", day=1, brings="1 2 3A"), file("项目.xlsx", day=2, brings="3A", wrong=True)]
    found = settle_sent(given)
    assert found.standings[1].state is FileState.RETURNED
    assert "附件3“A”仍以没有错误的“全套.xlsx”为准" in found.standings[1].reason


def test_of_a_wrong_newer_file_what_nobody_else_brings_counts_for_the_time_being() -> None:
    given = [file("附件1.xlsx", day=1, brings="1"), file("后来.xlsx", day=2, brings="1 2", wrong=True)]
    first, later = settle_sent(given).standings
    assert (first.state, later.state) == (FileState.VALID, FileState.PROVISIONAL)
    assert later.counted == forms("2")
    assert later.note == "有逻辑性错误，先收下计入，请单位改好重报"


def test_what_is_lost_with_a_returned_file_is_told() -> None:
    given = [file("好.xlsx", day=1), file("坏.xlsx", day=2, brings="1 2 3新项目", wrong=True)]
    assert "只有本件有、“好.xlsx”没有：附件3“新项目”" in reasons(settle_sent(given))["坏.xlsx"]


def test_two_projects_of_other_names_stand_beside_each_other() -> None:
    given = [
        file("A.xlsx", day=1, brings="3A"),
        file("B.xlsx", day=2, brings="3B"),
        file("a2.xlsx", day=3, brings="3A"),
    ]
    given[2] = replace(given[2], forms=(Brought("project", "Ａ "),))
    assert states(given) == {"A.xlsx": "被替代", "B.xlsx": "有效", "a2.xlsx": "有效"}


def test_the_receipt_decides_before_the_saved_date() -> None:
    """A 报送件 bears the date of the book it was made from; its receipt says when it was made."""
    made = file("报送件.xlsx", day=1, receipt="2024-03-05T09:00:00")
    later_book = file("底稿.xlsx", day=4)
    assert states([later_book, made]) == {"底稿.xlsx": "被替代", "报送件.xlsx": "有效"}
    assert "按生成报送件的时间或保存时间较新：2024-03-05 09:00 晚于 2024-03-04 12:00" in reasons(settle_sent([later_book, made]))["底稿.xlsx"]  # fmt: skip


def test_a_file_saved_again_after_its_receipt_is_as_new_as_it_was_saved() -> None:
    edited = file("改过的报送件.xlsx", day=9, receipt="2024-03-05T09:00:00")
    assert states([edited, file("底稿.xlsx", day=7)])["改过的报送件.xlsx"] == "有效"


def test_without_dates_inside_the_modification_time_and_then_the_name_decide() -> None:
    old, new = (file(name, saved="", modified=march(day)) for name, day in (("z.xlsx", 1), ("a.xlsx", 2)))
    assert states([old, new]) == {"z.xlsx": "被替代", "a.xlsx": "有效"}
    second, tenth = (file(name, saved="") for name in ("第2稿.xlsx", "第10稿.xlsx"))
    assert states([tenth, second]) == {"第2稿.xlsx": "被替代", "第10稿.xlsx": "有效"}
    assert file("x.xlsx", saved="昨天", modified="0001-01-01T00:00:00").moment.basis == ""


def test_other_years_stand_apart_and_make_no_unit_received() -> None:
    known = register(unit("甲局"))
    found = settle_sent([file("去年.xlsx", year=2022)], known)
    assert found.standings[0].state is FileState.VALID
    assert found.standings[0].note == "是 2022 年度的，不算 2023 年度已报"
    assert (found.equation().received, found.equation().missing) == (0, 1)
    assert settle_sent([file("去年.xlsx", year=2022)], replace(known, year=None)).equation().received == 1
    assert settle_sent([file("没写年度.xlsx", year=None)], known).equation().received == 1


def test_a_unit_under_its_code_name_and_alias_is_one_unit() -> None:
    known = register(unit("甲局", code="001", aliases="甲委"))
    given = [file("一.xlsx", "甲局", 1), file("二.xlsx", "甲 委", 2), file("三.xlsx", "甲机关", 3, code="００１")]
    assert states(given, known) == {"一.xlsx": "被替代", "二.xlsx": "被替代", "三.xlsx": "有效"}
    assert "不在登记表里，按编码“００１”认作“甲局”" in settle_sent(given, known).standings[2].note


def test_a_duplicate_goes_with_its_original() -> None:
    twice = file("a.xlsx", "无名局"), file("b.xlsx", "无名局", sha256=file("a.xlsx").sha256)
    assert states(twice, register(unit("甲局"))) == {"a.xlsx": "未登记", "b.xlsx": "重复"}
    broken = [unreadable("a.doc"), replace(unreadable("b.doc"), sha256=unreadable("a.doc").sha256)]
    assert set(states(broken).values()) == {"无法读取"}
    unknown = [file("a.xlsx", sha256=""), file("b.xlsx", "乙局", sha256="")]
    assert set(states(unknown).values()) == {"有效"}


def test_without_a_register_units_are_as_they_are_named() -> None:
    given = [file("a.xlsx", "甲局"), file("b.xlsx", "甲局机关"), file("c.xlsx", ""), file("d.xlsx", "")]
    found = settle_sent(given)
    assert set(states(given).values()) == {"有效"}
    assert found.equation().text() == "收到 4 个文件 = 接收 4 + 退回 0 + 被替代 0 + 重复 0。"


def test_nothing_came() -> None:
    assert settle_sent([]).equation().files == 0
    found = settle_sent([], register(unit("甲局"))).equation()
    assert (found.received, found.missing) == (0, 1)


@pytest.mark.parametrize(
    "broken",
    [
        [Standing(file("a.xlsx"), FileState.VALID, "甲局", (0,))] * 2,
        [Standing(file("a.xlsx"), FileState.RETURNED, "甲局")],
        [Standing(file("a.xlsx"), FileState.VALID, "甲局")],
        [Standing(file("a.xlsx"), FileState.SUPERSEDED, "甲局", (0,), "原因")],
    ],
)
def test_a_settlement_that_does_not_add_up_is_a_fault(broken: list[Standing]) -> None:
    with pytest.raises(XlperfError):
        Settlement(tuple(broken)).equation()


def test_files_of_one_name_are_a_fault_of_ours() -> None:
    with pytest.raises(XlperfError):
        settle_sent([file("a.xlsx"), file("a.xlsx", "乙局")])
