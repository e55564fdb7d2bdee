"""The ledger: every file has one state; which of a unit's files counts, and the reason that says so."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.rollup.made import entry, refused, sample_of, sent, without
from xlperf.errors import XlperfError
from xlperf.model.register import Register, RegisteredUnit
from xlperf.model.sample import sample
from xlperf.rollup import ledger
from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import Balance, balance, is_system_file
from xlperf.rollup.packing import unpack_facts
from xlperf.rollup.register.sent import beijing

OLD, NEW = "2024-03-20T01:00:00Z", "2024-03-21T01:00:00Z"


def _states(entries: list[Entry]) -> dict[str, str]:
    return {e.name: e.state for e in settle(entries)}


def settle(entries: Iterable[Entry], register: Register | None = None) -> tuple[Entry, ...]:
    """The entries with their states."""
    return ledger.settle(entries, register).entries


def _forms(one: Entry) -> list[str]:
    """The forms of it that count."""
    return [part.kind for _, part in one.parts if part.kind]


def _codes(one: Entry) -> set[tuple[str, str]]:
    """(code, sheet) of what was found in what counts of it."""
    return {(code, part.sheet) for _, part in one.parts for code, *_ in unpack_facts(part.facts.get("问题清单", b"[]"))}


def test_every_file_has_its_place_in_the_order_given() -> None:
    given = [refused("说明.doc"), sent("甲.xlsx", "甲局"), sent("乙.xlsx", "乙局"), refused(".DS_Store")]
    settled = settle(given)
    assert [e.name for e in settled] == ["说明.doc", "甲.xlsx", "乙.xlsx", ".DS_Store"]
    assert balance(settled) == Balance(files=4, accepted=2, refused=2, superseded=0, duplicate=0)


def test_no_files_at_all() -> None:
    assert balance(settle([])) == Balance(0, 0, 0, 0, 0)


def test_the_newer_saved_date_wins_whatever_the_name() -> None:
    given = [sent("z最终版.xlsx", "甲局", saved=OLD), sent("a.xlsx", "甲 局", saved=NEW)]
    old, new = settle(given)
    assert (old.state, new.state) == ("superseded", "accepted")
    assert "a.xlsx" in old.reason
    assert "按保存时间较新：2024-03-21 09:00 晚于 2024-03-20 09:00" in old.reason


def test_dates_are_compared_as_moments_not_as_texts() -> None:
    """09:30+08:00 is 01:30Z, later than 01:00Z."""
    assert _states(
        [sent("一.xlsx", "甲局", saved="2024-03-20T09:30:00+08:00"), sent("二.xlsx", "甲局", saved=OLD)]
    ) == {
        "一.xlsx": "accepted",
        "二.xlsx": "superseded",
    }


def test_then_the_modification_time_then_the_name() -> None:
    one, two = settle([sent("一.xlsx", "甲局", modified=NEW), sent("二.xlsx", "甲局", modified=OLD)])
    assert (one.state, two.state) == ("accepted", "superseded")
    assert "按文件修改时间较新" in two.reason
    second, tenth = settle([sent("第2稿.xlsx", "甲局"), sent("第10稿.xlsx", "甲局")])
    assert (second.state, tenth.state) == ("superseded", "accepted")
    assert "按文件名排在后面" in second.reason


def test_a_modification_time_is_not_called_a_saved_date() -> None:
    older = sent("一.xlsx", "甲局", saved=OLD)
    newer = sent("二.xlsx", "甲局", saved="", modified=NEW)
    assert "按保存时间或修改时间较新" in settle([older, newer])[0].reason


def test_the_same_bytes_count_once() -> None:
    settled = settle([sent("b.xlsx", "甲局", sha256="1" * 64), sent("a.xlsx", "甲局", sha256="1" * 64)])
    assert [e.state for e in settled] == ["duplicate", "accepted"]
    assert "a.xlsx" in settled[0].reason
    assert "重复" in settled[0].reason


def test_other_units_other_years_and_similar_names_stay_apart() -> None:
    last_year = entry(replace(sample_of("丙.xlsx", "甲局"), year=2022))
    given = [sent("甲.xlsx", "甲局"), sent("乙.xlsx", "甲局机关"), last_year]
    assert set(_states(given).values()) == {"accepted"}


def test_files_without_a_unit_name_never_replace_each_other() -> None:
    assert set(_states([sent("甲.xlsx", ""), sent("乙.xlsx", "")]).values()) == {"accepted"}


def test_what_the_older_file_had_and_the_newer_has_not_is_said() -> None:
    newer = entry(replace(without(sample("yueyang_2023"), "project"), file="新.xlsx"), saved=NEW)
    older = entry(replace(sample("yueyang_2023"), file="旧.xlsx"), saved=OLD)
    old = next(e for e in settle([newer, older]) if e.name == "旧.xlsx")
    assert old.state == "superseded"
    assert "本件有而新件没有：附件3" in old.reason


def test_a_partial_resend_replaces_only_the_forms_that_it_brings() -> None:
    whole = sample("yueyang_2023", {"dept.indicators.1.score": "16", "base.staff_quota": "12.5"})
    newer = entry(replace(without(whole, "base", "project"), file="补正附件2.xlsx"), saved=NEW)
    older = entry(replace(whole, file="旧.xlsx"), saved=OLD)
    assert {"附件1", "附件2"} <= {sheet for _, sheet in _codes(older)}
    old = next(e for e in settle([older, newer]) if e.name == "旧.xlsx")
    assert old.state == "accepted"
    assert set(_forms(old)) == {"base", "project"}
    assert old.reason.startswith("附件2由“补正附件2.xlsx”替代（按保存时间较新")
    assert {sheet for _, sheet in _codes(old)} & {"附件1", "附件2"} == {"附件1"}


WRONG = {"dept.indicators.1.score": "99"}


def test_a_newer_file_with_errors_is_refused_while_an_older_without_stands() -> None:
    good, bad = settle([sent("好.xlsx", "甲局", saved=OLD), sent("坏.xlsx", "甲局", WRONG, saved=NEW)])
    assert (good.state, str(good.standing)) == ("accepted", "有效")
    assert (bad.state, str(bad.standing)) == ("refused", "有误退回")
    assert bad.digest is not None and "仍以没有错误的“好.xlsx”为准" in bad.reason


def test_where_all_have_errors_the_newest_counts_for_the_time_being() -> None:
    old, new = settle([sent("旧.xlsx", "甲局", WRONG, saved=OLD), sent("新.xlsx", "甲局", WRONG, saved=NEW)])
    assert (old.state, new.state, str(new.standing), new.reason) == ("superseded", "accepted", "收下待改", "")


def test_a_form_that_is_not_in_the_file_is_no_error_of_those_that_are() -> None:
    """附件2 sent again alone: XF06 blames it for 附件1, which came before."""
    whole = sample("yueyang_2023", WRONG)
    mended = without(sample("yueyang_2023"), "base", "project")
    older, newer = settle([
        entry(replace(whole, file="全套.xlsx"), saved=OLD),
        entry(replace(mended, file="附件2.xlsx"), saved=NEW),
    ])  # fmt: skip
    assert "XF06" in {code for code, _ in _codes(newer)}
    assert [str(older.standing), str(newer.standing)] == ["有效", "有效"]


def test_entries_against_a_register() -> None:
    register = Register((RegisteredUnit("甲局"), RegisteredUnit("乙局")))
    settled = ledger.settle([sent("甲.xlsx", "甲局"), sent("丙.xlsx", "甲局机关")], register)
    entries, settlement = settled.entries, settled.settlement
    assert [e.state for e in entries] == ["accepted", "refused"]
    assert "疑似“甲局”" in entries[1].reason
    assert settlement.equation().missing == 1


def test_what_was_settled_stays_settled() -> None:
    once = settle([sent("旧.xlsx", "甲局", saved=OLD), sent("新.xlsx", "甲局", saved=NEW), refused("a.doc")])
    assert settle(once) == once


def test_two_partial_resends_leave_the_rest_of_the_oldest_file() -> None:
    whole = sample("yueyang_2023")
    given = [
        entry(replace(without(whole, "base", "project"), file="附件2.xlsx"), saved="2024-03-22T01:00:00Z"),
        entry(replace(without(whole, "dept", "project"), file="附件1.xlsx"), saved=NEW),
        entry(replace(whole, file="全套.xlsx"), saved=OLD),
        entry(replace(whole, file="更早的全套.xlsx"), saved="2024-03-19T01:00:00Z"),
    ]
    settled = {e.name: e for e in settle(given)}
    assert set(_forms(settled["全套.xlsx"])) == {"project"}
    assert "附件1由“附件1.xlsx”替代" in settled["全套.xlsx"].reason
    assert "附件2由“附件2.xlsx”替代" in settled["全套.xlsx"].reason
    assert settled["更早的全套.xlsx"].state == "superseded"


def test_of_identical_files_the_one_that_a_person_would_keep_counts() -> None:
    names = [".甲.xlsx", "甲 再次 (2).xlsx", "甲2023.xlsx", "甲", "备份.bak"]
    states = _states([sent(name, "甲局", sha256="1" * 64) for name in names])
    assert [name for name, state in states.items() if state == "accepted"] == ["甲2023.xlsx"]
    assert _states([sent(n, "甲局", sha256="1" * 64) for n in ("备份.bak", "大写.XLSX")])["大写.XLSX"] == "accepted"


def test_times_within_one_minute_are_told_apart() -> None:
    times = ("2024-03-20T10:05:01Z", "2024-03-20T10:05:30Z")
    old = settle([sent("一.xlsx", "甲局", saved=times[0]), sent("二.xlsx", "甲局", saved=times[1])])[0]
    assert "2024-03-20 18:05:30 晚于 2024-03-20 18:05:01" in old.reason


def test_system_files() -> None:
    assert all(map(is_system_file, (".DS_Store", "子/Thumbs.db", "desktop.ini", "~$甲.xlsx", ".~lock.甲.xlsx#")))
    assert not any(map(is_system_file, ("甲.xlsx", ".hidden.xlsx", "子.DS_Store/甲.xlsx")))


def test_parts_of_one_submission_complete_each_other() -> None:
    whole = sample("yueyang_2023")
    forms = entry(replace(without(whole, "project"), file="附件1和2.xlsx"))
    projects = entry(replace(without(whole, "base", "dept"), file="附件3.xlsx"))
    assert set(_states([forms, projects]).values()) == {"accepted"}


def test_a_newer_project_form_replaces_its_namesake_only() -> None:
    whole = sample("yueyang_2023", {"project.1.indicators.1.score": "99"})
    project = whole.of("project")[0]
    kept, newer = settle(
        [
            entry(replace(whole, file="全套.xlsx"), saved=OLD),
            entry(replace(whole, file="改后的项目.xlsx", forms=(project,)), saved=NEW),
        ]
    )
    assert (kept.state, newer.state) == ("accepted", "accepted")
    assert [part.label for _, part in kept.parts if part.kind == "project"] == ["附件3“运行维护经费”"]
    assert "附件3“业务工作经费”由“改后的项目.xlsx”替代" in kept.reason
    assert [sheet for code, sheet in _codes(kept) if code == "SC01"] == []
    assert [sheet for code, sheet in _codes(newer) if code == "SC01"] == [project.sheet]


def test_a_project_file_older_than_the_whole_is_superseded() -> None:
    whole = sample("yueyang_2023")
    old, new = settle(
        [
            entry(replace(without(whole, "base", "dept"), file="附件3.xlsx"), saved=OLD),
            entry(replace(whole, file="全套.xlsx"), saved=NEW),
        ]
    )
    assert (old.state, new.state) == ("superseded", "accepted")


@pytest.mark.parametrize(
    "broken",
    [
        [refused("甲.doc"), refused("甲.doc")],
        [replace(refused("甲.doc"), reason="")],
        [replace(refused("甲.doc"), state="accepted")],
        [replace(refused("甲.doc"), state="lost")],  # type: ignore[arg-type]
    ],
)
def test_a_ledger_that_does_not_add_up_is_a_fault(broken: list[Entry]) -> None:
    with pytest.raises(XlperfError):
        balance(broken)


def test_beijing_time() -> None:
    assert beijing("2024-03-20T17:00:00Z") == "2024-03-21 01:00"
    assert beijing("2024-03-20T17:00:00") == "2024-03-20 17:00"
    assert beijing("昨天") == "昨天"
