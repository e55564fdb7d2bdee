"""催报清单: what each unit of the register still owes, how late, and what became of what it sent."""

from datetime import date, timedelta

from tests.rollup.register.drawn import DUE, file, march, register, unit, unreadable
from xlperf.model.register import Register, RegisteredProject
from xlperf.rollup.register.reminders import Reminder, UnitState, reminders
from xlperf.rollup.register.sent import Sent
from xlperf.rollup.register.states import settle_sent

LATER = DUE + timedelta(days=3)


def _rows(known: Register, *files: Sent, today: date = LATER, edition: str = "") -> list[Reminder]:
    return list(reminders(settle_sent(files, known), today, edition))


def test_four_units_in_four_states() -> None:
    known = register(*(unit(name) for name in ("甲局", "乙局", "丙局", "丁局")))
    rows = _rows(
        known,
        file("甲.xlsx", "甲局"),
        file("乙.xlsx", "乙局", brings="1"),
        file("丙.xlsx", "丙局", 1),
        file("丙改.xlsx", "丙局", 2, wrong=True),
    )
    assert [row.state for row in rows] == [
        UnitState.COMPLETE, UnitState.INCOMPLETE, UnitState.TO_MEND, UnitState.MISSING,
    ]  # fmt: skip
    assert [row.text() for row in rows] == [
        "已报",
        "未报全：缺附件2；已过截止日期 3 天",
        "待改；“丙改.xlsx”有误退回；已过截止日期 3 天",
        "未报；已过截止日期 3 天",
    ]
    assert [row.due for row in rows] == [False, True, True, True]
    assert rows[3].missing_forms == ("附件1", "附件2")


def test_days_before_on_and_after_the_last_day() -> None:
    known = register(unit("甲局"))
    found = {n: _rows(known, today=DUE + timedelta(days=n))[0] for n in (-2, 0, 1)}
    assert {n: (row.overdue, row.days_left) for n, row in found.items()} == {-2: (0, 2), 0: (0, 0), 1: (1, 0)}
    assert found[0].text() == "未报；今天截止"
    assert found[-2].text() == "未报；离截止日期还有 2 天"
    assert _rows(register(unit("甲局", due=None)))[0].text() == "未报"


def test_late_is_counted_by_the_day_in_beijing() -> None:
    known = register(unit("甲局"))
    on_time = file("a.xlsx", saved="2024-03-31T15:59:00Z")
    late = file("a.xlsx", saved="2024-03-31T16:01:00Z")
    assert [_rows(known, one)[0].late for one in (on_time, late)] == [0, 1]
    assert _rows(known, late)[0].text() == "已报；比截止日期晚 1 天报来"
    assert _rows(known, late)[0].overdue == 0


def test_projects_are_missing_by_name() -> None:
    school = RegisteredProject("校舍维修", ("校舍 维修工程",))
    known = register(unit("甲局", owes="base dept project", projects="消防改造").__class__(
        "甲局", forms=("base", "dept", "project"), projects=(school, RegisteredProject("消防改造"))
    ))  # fmt: skip
    (row,) = _rows(known, file("a.xlsx", brings="1 2 3校舍维修工程 3消防改选"))
    assert row.missing_forms == ()
    assert row.missing_projects == ("消防改造",)
    assert row.unlisted == (("消防改选", ("消防改造",)),)
    assert row.missing == "附件3“消防改造”"
    assert "报来的项目“消防改选”不在应报项目里，疑似“消防改造”" in row.text()


def test_projects_in_a_list_are_sent_too() -> None:
    known = register(unit("甲局", owes="list", projects="A B"))
    (row,) = _rows(known, file("a.xlsx", brings="汇总", listed=("A",)))
    assert (row.state, row.missing_projects) == (UnitState.INCOMPLETE, ("B",))


def test_what_is_owed_where_the_register_does_not_say() -> None:
    known = register(unit("甲局", owes=""))
    assert _rows(known)[0].missing_forms == ()
    assert _rows(known, edition="yueyang_2023")[0].missing_forms == ("附件1", "附件2", "附件3")
    (row,) = _rows(known, file("a.xlsx", brings="汇总", edition="shigu_2023"), edition="yueyang_2023")
    assert row.state is UnitState.COMPLETE


def test_files_that_may_be_the_units_are_named() -> None:
    known = register(unit("岳阳市教育局", aliases="教育局"), unit("岳阳市体育局"), unit("育局"))
    rows = _rows(known, unreadable("岳阳市教育局2023.doc"), file("b.xlsx", "岳阳市体育局机关"), file("教育局.xlsx", ""))
    assert [file for file, _ in rows[0].possible] == ["岳阳市教育局2023.doc", "教育局.xlsx"]
    assert rows[0].possible[0][1] == "文件名里有单位名称，但读不了（是 Word 文件）"
    assert [file for file, _ in rows[1].possible][:1] == ["b.xlsx"]
    assert rows[2].possible == ()
    assert {row.state for row in rows} == {UnitState.MISSING}


def test_a_file_of_another_year_is_named() -> None:
    (row,) = _rows(register(unit("甲局")), file("去年.xlsx", year=2022, saved=march(5)))
    assert (row.state, row.other_years) == (UnitState.MISSING, (("去年.xlsx", 2022),))
    assert "“去年.xlsx”是 2022 年度的" in row.text()


def test_without_a_register_there_is_nobody_to_remind() -> None:
    assert reminders(settle_sent([file("a.xlsx")]), DUE) == ()
