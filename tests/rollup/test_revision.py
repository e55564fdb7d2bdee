"""Which files are laid side by side where a unit sent the same form more than once, and form by form."""

from dataclasses import replace

from tests.rollup.made import _FILES, entry, sample_of, sent, without
from xlperf.model.difference import WHOLE
from xlperf.model.submission import Submission
from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import settle
from xlperf.rollup.revision import PARTLY, compare, revised

OLD, MIDDLE, NEW = "2024-03-01T01:00:00Z", "2024-03-02T01:00:00Z", "2024-03-03T01:00:00Z"


def changes(*entries: Entry) -> list[tuple[str, str, str, str, str, str, str]]:
    """State, older file, newer file, form, label, old, new of every change."""
    found = []
    for _, pairs in revised(settle(entries).entries):
        for pair in pairs:
            files = [_FILES[id(one.digest)].submission for one in (pair.other, pair.counts)]
            for one in compare(pair, *files).changes:
                found.append((pair.state, *(file.name for file in pair.files), one.form, one.label, one.old, one.new))
    return found


def only(file: str, kind: str, **typed: str) -> Submission:
    """A file of 甲局 with the forms of one kind."""
    changed = {f"{kind}.{name}": text for name, text in typed.items()}
    rest = {"base", "dept", "project"} - {kind}
    return replace(without(sample_of(file, "甲局", changed), *rest), unit="甲局")


def test_only_the_forms_that_came_again_are_compared() -> None:
    found = changes(
        sent("全.xlsx", "甲局", saved=OLD), entry(only("补.xlsx", "dept", sign_date="2024年4月1日"), saved=NEW)
    )
    assert found == [(PARTLY, "全.xlsx", "补.xlsx", "附件2", "填报日期", "2024年3月20日", "2024年4月1日")]


def test_each_form_is_laid_beside_the_file_that_has_it() -> None:
    old = entry(without(sample_of("旧.xlsx", "甲局"), "project"), saved=OLD)
    base = entry(only("附件1.xlsx", "base", sign_date="2024年4月1日"), saved=MIDDLE)
    dept = entry(only("附件2.xlsx", "dept", sign_date="2024年4月2日"), saved=NEW)
    assert sorted(one[1:4] for one in changes(old, base, dept)) == [
        ("旧.xlsx", "附件1.xlsx", "附件1"),
        ("旧.xlsx", "附件2.xlsx", "附件2"),
    ]


def test_every_older_version_is_laid_beside_the_one_that_counts() -> None:
    days = [("一.xlsx", OLD), ("二.xlsx", MIDDLE), ("三.xlsx", NEW)]
    made = [
        sent(name, "甲局", {"dept.sign_date": f"2024年4月{n}日"}, saved=day) for n, (name, day) in enumerate(days, 1)
    ]
    assert [one[1:3] + one[5:] for one in changes(*made)] == [
        ("一.xlsx", "三.xlsx", "2024年4月1日", "2024年4月3日"),
        ("二.xlsx", "三.xlsx", "2024年4月2日", "2024年4月3日"),
    ]


def test_a_form_that_came_or_went_is_one_row() -> None:
    whole = sample_of("旧.xlsx", "甲局")
    first, *others = (form for form in whole.forms if form.form == "project")
    assert others
    less = replace(whole, forms=tuple(form for form in whole.forms if form is not first))
    (found,) = changes(entry(whole, saved=OLD), entry(replace(less, file="新.xlsx"), saved=NEW))
    assert (found[4], found[6]) == (WHOLE, "") and found[5].startswith("（填了 ")
    (found,) = changes(
        entry(replace(less, file="旧.xlsx"), saved=OLD), entry(replace(whole, file="新.xlsx"), saved=NEW)
    )
    assert (found[4], found[5]) == (WHOLE, "") and found[6].startswith("（填了 ")


def test_units_that_sent_once_and_other_years_have_no_changes() -> None:
    last_year = replace(sample_of("去年.xlsx", "甲局"), year=2022)
    assert changes(sent("今年.xlsx", "甲局"), sent("乙.xlsx", "乙局"), entry(last_year)) == []
