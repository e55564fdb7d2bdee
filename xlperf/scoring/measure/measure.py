"""Measure: what one 年度指标值 or 实际完成值 says."""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Kind = Literal["quantity", "percent", "date", "qualitative", "tier", "range", "blank", "unreadable"]
Relation = Literal["≥", "≤", ">", "<", "="]


@dataclass(frozen=True, slots=True)
class Measure:
    """One reading. What was not written is empty or None, never 0.

    | kind | what is filled |
    | --- | --- |
    | quantity | number, unit as written (`万亩`), per (`人·月` of 元/人*月) |
    | percent | number as a ratio (95% → 0.95), unit `%` or `‰` |
    | date | the named period: start (first day) to date (last day); number too in `11月底完成100%` |
    | range | number to upper (ratios with unit `%`), or start to date |
    | qualitative | only the text |
    | tier | tiers it may stand for: 1 达成, 2 部分达成, 3 未达成 |
    | blank | nothing was said: empty, a dash, 无, a hint left over from the template |
    | unreadable | something was said that nobody should guess at; notes say what to do |
    """

    text: str
    kind: Kind
    normal: str = ""
    relation: Relation | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    per: str = ""
    date: datetime.date | None = None
    start: datetime.date | None = None
    tiers: tuple[int, ...] = ()
    approximate: bool = False
    copied_sign: bool = False
    notes: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """True for a single number that can be compared (数量或百分比)."""
        return self.kind in ("quantity", "percent") and self.number is not None

    @property
    def is_percent(self) -> bool:
        """True where numbers are ratios, ranges too."""
        return self.unit in ("%", "‰")

    def noted(self, *notes: str) -> "Measure":
        """The same with further notes (Chinese sentences)."""
        return replace(self, notes=self.notes + tuple(note for note in notes if note and note not in self.notes))


def effective_relation(measure: Measure, level2: str) -> Relation | None:
    """The relation that counts: the written one; for a bare value ≤ in 成本指标, = at zero, ≤ for a deadline, else ≥.

    `level2` is the text of 二级指标. None for what has no direction (qualitative, range, blank, unreadable).
    """
    if measure.kind == "date":
        return "≤"
    if not measure.is_numeric:
        return None
    if measure.relation is not None:
        return measure.relation
    if measure.number == 0:
        return "="
    return "≤" if "成本" in level2 else "≥"
