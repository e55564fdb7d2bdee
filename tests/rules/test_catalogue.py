"""What holds for every rule: its examples, its texts, its file; and that faultless forms are left in peace."""

import re
from pathlib import Path
from typing import get_args

import pytest

import xlperf.rules.checks
from xlperf.errors import DefinitionError, OperatorError
from xlperf.model.load import edition_ids
from xlperf.model.parameters import Certainty, parameter_names
from xlperf.model.sample import sample, sample_ids
from xlperf.rules import catalogue, check, explainable
from xlperf.rules.catalogue import Example, Rule, rule

RULES = list(catalogue().values())
EXAMPLES = [(one, bad) for one in RULES for bad in one.bad]
NAMES = [f"{one.code}-{bad.edition}-{bad.at or 'no cell'}-{n}" for n, (one, bad) in enumerate(EXAMPLES)]
FOLDER = Path(xlperf.rules.checks.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "__init__")


def test_every_edition_has_a_sample() -> None:
    assert sample_ids() == edition_ids()


@pytest.mark.parametrize("edition", edition_ids())
def test_the_clean_sample_is_silent(edition: str) -> None:
    assert [(found.code, found.field, found.message) for found in check(sample(edition))] == []


@pytest.mark.parametrize(("one", "bad"), EXAMPLES, ids=NAMES)
def test_a_bad_example_answers_with_its_code_at_its_cell(one: Rule, bad: Example) -> None:
    found = [found for found in check(bad.submission) if found.code == one.code]
    assert [each.field for each in found] == [bad.at]
    placed = [
        each for each in found if bad.at and "sign_" not in bad.at
    ]  # the layout of a form ends above its signatures
    assert all(re.fullmatch(r"[A-Z]{1,3}\d+", each.cell) for each in placed)


@pytest.mark.parametrize(("one", "bad"), EXAMPLES, ids=NAMES)
def test_a_message_reads_well(one: Rule, bad: Example) -> None:
    [found] = check(bad.submission, [one])
    texts = (found.message, found.given, found.expected, found.basis, found.remedy)
    assert not any(re.search(r"[{}]|None|Decimal|\bE[+-]?\d|nan", text) for text in texts), texts
    assert not re.search(r"\s$|^\s|，，|。。|“”", found.message), found.message
    assert found.severity is one.severity
    assert found.basis.partition("：")[0] in get_args(Certainty)


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.code)
def test_texts_of_a_rule(one: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{2}", one.code)
    assert one.bad
    assert one.certainty in get_args(Certainty)
    assert all((one.title, one.subject, one.message, one.source, one.why))
    assert one.remedy.endswith("。")
    assert not one.title.endswith("。")
    assert not any(re.search(r"第\s*[一二三四五六七八九十百\d]+\s*条", text) for text in _texts(one)), (
        "no article numbers"
    )
    assert set(one.parameters) <= set(parameter_names())
    assert set(one.follows) <= set(catalogue()) - {one.code}


def _texts(one: Rule) -> tuple[str, ...]:
    return one.title, one.message, one.remedy, one.source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_one_rule_named_after_it(path: Path) -> None:
    codes = re.findall(r'@rule\(\s*"(\w+)"', path.read_text("utf-8"))
    assert len(codes) == 1
    assert path.stem.startswith(f"{codes[0].lower()}_")
    assert re.match(rf'"""{codes[0]} \S.*\."""\n', path.read_text("utf-8"))


def test_one_rule_for_each_file_and_titles_of_their_own() -> None:
    assert len(FILES) == len(RULES)
    assert len({one.title for one in RULES}) == len(RULES)


def test_a_code_is_given_once() -> None:
    taken = RULES[0]
    with pytest.raises(DefinitionError, match=taken.code):
        rule(
            taken.code, title="题", subject="试", severity=taken.severity, message="文", remedy="改。", source="源",
            certainty="推定", bad=(),
        )(taken.check)  # fmt: skip


def test_explaining_takes_any_case_and_refuses_what_is_unknown() -> None:
    assert explainable("sc01").code == "SC01"
    with pytest.raises(OperatorError, match="ZZ99"):
        explainable("zz99")


def test_rules_that_explain_others_do_not_go_in_circles() -> None:
    def causes(code: str, seen: tuple[str, ...] = ()) -> None:
        assert code not in seen, seen
        for cause in catalogue()[code].follows:
            causes(cause, (*seen, code))

    for one in RULES:
        causes(one.code)
