"""172 pairs of 年度指标值 and 实际完成值 from real forms, beside their reading written down by hand.

Numbers in the gold: a percent is a ratio, others as written. `met`: yes, no, unknown. Where a target and an actual do
not say the same kind of thing, unknown is the right answer.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from xlperf.scoring.judge import met
from xlperf.scoring.measure import Measure, read_actual, read_target

GOLD = Path(__file__).parents[1] / "gold_pairs.tsv"
AT_LEAST = Decimal("0.95")
MET = {True: "yes", False: "no", None: "unknown"}


def test_pairs_are_read_as_by_hand() -> None:
    rows = list(_rows())
    different = [report for row in rows if (report := _difference(row))]
    exactly = 1 - Decimal(len(different)) / len(rows)
    assert len(rows) == 172
    assert exactly >= AT_LEAST, "\n".join(different)
    assert different == []  # all of them, at present


def test_what_is_not_read_is_said() -> None:
    """Each text without a reading, and each comparison without an answer, has a note that says why."""
    for row in _rows():
        target, actual = _read(row)
        assert all(measure.notes for measure in (target, actual) if measure.kind == "unreadable"), row


def test_copied_signs_are_noted() -> None:
    copied = [actual for row in _rows() for actual in [_read(row)[1]] if row["a_flags"] == "copied"]
    assert len(copied) == 19
    assert all("照抄" in actual.notes[0] for actual in copied)


def _rows() -> Iterator[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _read(row: dict[str, str]) -> tuple[Measure, Measure]:
    year = int(row["year"])
    target = read_target(row["target"], level2=row["level2"], name=row["indicator"], year=year)
    return target, read_actual(row["actual"], year=year, target=target)


def _difference(row: dict[str, str]) -> str:
    target, actual = _read(row)
    gold = {
        "target": (row["t_kind"], row["t_relation"], _number(row["t_number"]), row["t_unit"], row["t_date"]),
        "actual": (row["a_kind"], row["a_flags"], _number(row["a_number"]), row["a_unit"], row["a_date"]),
        "met": row["met"],
    }
    flags = "copied" if actual.copied_sign else "approximate" if actual.approximate else ""
    ours = {
        "target": (target.kind, target.relation or "", *_value(target)),
        "actual": (actual.kind, flags, *_value(actual)),
        "met": MET[met(target, actual, level2=row["level2"])],
    }
    wrong = [f"{key}: {ours[key]} instead of {gold[key]}" for key in gold if ours[key] != gold[key]]
    return f"{row['case']} {row['target']} → {row['actual']}: {'; '.join(wrong)}" if wrong else ""


def _value(measure: Measure) -> tuple[Decimal | None, str, str]:
    unit = f"{measure.unit}/{measure.per}" if measure.per else measure.unit
    return measure.number, unit, measure.date.isoformat() if measure.date else ""


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
