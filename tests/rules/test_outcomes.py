"""What became of each rule (规则执行情况): found, passed, or not run and why; and that needs tell no lies."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.workbook.drawn_submissions import drawn_submissions
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import FilledForm, Submission
from xlperf.rules import catalogue, check, run
from xlperf.rules.catalogue import Rule
from xlperf.rules.needs import Entry, parse, unmet
from xlperf.rules.scene import Scene
from xlperf.rules.uncounted import counted

RULES = list(catalogue().values())
CIRCUMSTANCES = {"two forms", "template", "formulas", "foreign words", "county"}
FIELDS_WANTED = [one for one in RULES if any(clause.groups for need in one.needs for clause in parse(need))]


def outcomes(sent: Submission) -> dict[str, tuple[str, str]]:
    return {one.code: (one.state, one.reason) for one in run(sent).outcomes}


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_outcomes_add_up(seed: int) -> None:
    [drawn] = drawn_submissions([seed])
    ran = run(drawn.submission)
    assert [one.code for one in ran.outcomes] == list(catalogue())
    assert ran.findings == check(drawn.submission)
    states = Counter(one.state for one in ran.outcomes)
    assert states["found"] + states["passed"] + states["skipped"] == len(RULES)
    for one in ran.outcomes:
        mine = [finding for finding in ran.findings if finding.code == one.code]
        assert (one.found + one.folded, one.folded) == (len(mine), sum(bool(f.folded_under) for f in mine))
        assert (one.state == "found") == bool(mine)
        assert (one.state == "skipped") == bool(one.reason)


def test_every_rule_is_run_on_a_sample_or_on_its_own_example() -> None:
    run_on = {one.code for edition in sample_ids() for one in run(sample(edition)).outcomes if one.state == "passed"}
    left = [one for one in RULES if one.code not in run_on]
    assert {one.code for one in left} == {"BD09", "OV07", "FD15", "FD16"}, "no building and no template in the samples"
    for one in left:
        assert [ran.state for ran in run(one.bad[0].submission, [one]).outcomes] == ["found"]


@pytest.mark.parametrize(
    ("gone", "codes", "why"),
    [
        ("base", ("BD01", "BD08", "OV05", "CM03", "XF01", "XF10", "IN19"), "没有报送附件1《"),
        ("dept", ("FD03", "FD04", "XF09"), "没有报送附件2《"),
    ],
)
def test_a_rule_whose_form_is_missing_is_not_run_and_says_so(gone: str, codes: tuple[str, ...], why: str) -> None:
    told = outcomes(sample("yueyang_2023", {gone: None}))
    for code in codes:
        assert told[code][0] == "skipped"
        assert told[code][1].startswith(why)


def test_reasons_name_what_is_missing() -> None:
    told = outcomes(sample("general_2020"))
    assert told["BD01"] == ("skipped", "本版本没有附件1基础数据表")
    assert told["SC02"] == ("skipped", "本版本的表每行都有自己的分值")
    assert told["WD03"] == ("skipped", "本版本的表没有“评价等级”这一栏")
    bare = outcomes(sample("yueyang_2023", {"base.staff_quota": None}))
    assert bare["BD08"] == ("skipped", "“编制数”没有填")


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_what_is_needed_exists(one: Rule) -> None:
    editions = [load_edition(edition) for edition in edition_ids()]
    fields = {name for loaded in editions for form in loaded.forms.values() for name in form.fields}
    columns = {(table, name) for loaded in editions for table, spec in loaded.tables.items() for name in spec.columns}
    for need in one.needs:
        if need in CIRCUMSTANCES:
            continue
        for clause in parse(need):
            assert set(clause.kinds) <= {"base", "dept", "project", "list"}, need
            for group in clause.groups:
                assert any((e.table, e.name) in columns if e.table else e.name in fields for e in group), need


def test_a_rule_that_is_not_run_would_have_found_nothing() -> None:
    sent = [drawn.submission for drawn in drawn_submissions(range(60))]
    sent += [bad.submission for one in RULES for bad in one.bad]
    for submission in sent:
        scene = counted(Scene(submission))
        for one in RULES:
            if unmet(scene, one.needs):
                assert not list(one.check(scene)), (one.code, one.needs)


@pytest.mark.parametrize("one", FIELDS_WANTED, ids=lambda one: one.code)
def test_without_the_fields_it_looks_at_a_rule_is_not_run(one: Rule) -> None:
    wanted = {entry for need in one.needs for clause in parse(need) for group in clause.groups for entry in group}
    if any(entry.want in ("edition", "absent") for entry in wanted):
        return
    sent = one.bad[0].submission
    bare = replace(sent, forms=tuple(_without(form, wanted) for form in sent.forms))
    [ran] = run(bare, [one]).outcomes
    assert ran.state == "skipped"
    assert ran.reason


def _without(form: FilledForm, wanted: set[Entry]) -> FilledForm:
    gone = {(entry.table, entry.name) for entry in wanted}
    return replace(
        form,
        cells={name: cell for name, cell in form.cells.items() if ("", name) not in gone},
        tables={
            table: tuple({name: cell for name, cell in row.items() if (table, name) not in gone} for row in rows)
            for table, rows in form.tables.items()
        },
    )
