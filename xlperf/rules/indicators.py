"""Indicators (绩效指标) as the rules see them: read once for each form, with the points they score."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import cast

from xlperf.model.lazy import lazy
from xlperf.model.submission import Cell, FilledForm, Row, Submission
from xlperf.model.values import squeeze
from xlperf.rules.scene import Scene
from xlperf.scoring.assess import Assessment, Money, assess, assess_money, level2_points
from xlperf.scoring.direction import LESS_IS_BETTER, directed
from xlperf.scoring.judge import Verdict, appraise
from xlperf.scoring.measure import Measure
from xlperf.scoring.totals import known_total

_FILLED = ("level3", "target", "actual", "points", "score")
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("“”", "‘’")
_SIGN = re.compile(r"^[≥≤=]|[≥≤><=](?=-?\d)")
_PROSE = 6
"""Chinese characters from which an unreadable entry is a sentence, not a slip"""


@dataclass(frozen=True)
class Indicator:
    """One indicator with something in it. `number` is its row (from 1).

    points, score, mates: where a whole second level shares its points, these are the level's, the same for each of
    its rows; else the row's own. points and score are None where nothing stands, or something that cannot be read.
    """

    form: FilledForm
    number: int
    row: Row
    target: Measure
    actual: Measure
    verdict: Verdict
    mates: tuple[Row, ...]
    points: Decimal | None
    score: Decimal | None
    _lines: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @lazy
    def name(self) -> str:
        """三级指标 in one line, shortened for messages, quotes inside as ‘’; the second level's name where there is none."""
        return quotable(short(self.text("level3")) or short(self.text("level2")))

    @lazy
    def key(self) -> str:
        """三级指标 without white space, for comparison."""
        return squeeze(self.text("level3"))

    @lazy
    def level2(self) -> str:
        """二级指标 without white space: 成本指标, 数量指标(6)."""
        return squeeze(self.row["level2"].text) if "level2" in self.row else ""

    @lazy
    def reason(self) -> str:
        """偏差原因 of the row, or of all rows that share the points."""
        return "；".join(row["reason"].text for row in self.mates if "reason" in row and row["reason"].text)

    @lazy
    def leads(self) -> bool:
        """True for the first of the rows that share points: what is said of all is said here."""
        return self.mates[0] is self.row

    @lazy
    def full(self) -> bool:
        """All points were given (满分)."""
        return self.points is not None and self.points > 0 and self.score is not None and self.score >= self.points

    @lazy
    def lost(self) -> Decimal:
        """Points lost (扣分); 0 where points or score are not known."""
        if self.points is None or self.score is None:
            return Decimal(0)
        return max(self.points - self.score, Decimal(0))

    @lazy
    def directed(self) -> bool:
        """Whether more or less is better can be said: a sign is written, or nothing speaks against 'the more the better'.

        Without a sign, `10天` or `投诉率5%` may mean either.
        """
        return directed(self.target, level2=self.level2, name=self.text("level3"))

    @property
    def of_absence(self) -> bool:
        """That nothing happened may be the best answer: 0起, ≤3次, 无投诉, 事故数."""
        if self.target.number == 0 or self.target.relation in ("≤", "<"):
            return True
        return bool(
            LESS_IS_BETTER.search(self.text("level3")) or re.search("[不未无零没]|杜绝|避免|防止", self.target.normal)
        )

    @property
    def prose(self) -> bool:
        """The actual is words: qualitative, a tier, or a sentence in which no number fits."""
        if self.actual.kind in ("qualitative", "tier"):
            return True
        return self.actual.kind == "unreadable" and len(re.findall("[一-鿿]", self.actual.normal)) >= _PROSE

    @lazy
    def exact_percent(self) -> bool:
        """The actual is one percent, typed as a result, not as a bound."""
        return self.actual.kind == "percent" and not self.actual.copied_sign and not self.actual.approximate

    @property
    def sign(self) -> str:
        """The sign of a target that the actual begins with, or has before a number: ≥90%, 满意度≥90%, ≥优; else ""."""
        found = _SIGN.search(self.actual.normal)
        return found[0][0] if found else ""

    @property
    def decimals(self) -> int:
        """Places behind the point of the actual as typed: 91.67% → 2."""
        found = re.search(r"\.(\d+)", self.actual.normal)
        return len(found[1]) if found else 0

    def cell(self, column: str) -> Cell | None:
        """The cell of a column, or None where the form has no such column."""
        return self.row.get(column)

    def text(self, column: str) -> str:
        """What is typed in a column, in one line."""
        try:
            return self._lines[column]
        except KeyError:
            cell = self.row.get(column)
            line = self._lines[column] = one_line(cell.text) if cell else ""
            return line


def indicators(scene: Scene, form: FilledForm) -> Sequence[Indicator]:
    """All indicators of a form, from top to bottom; rows with nothing but their categories are left out."""
    return scene.once(("indicators", id(form)), lambda: tuple(_read(scene, form)))


def all_indicators(scene: Scene) -> Sequence[Indicator]:
    """The indicators of all forms of the submission."""
    forms = scene.forms("dept", "project")
    return scene.once("all indicators", lambda: tuple(one for form in forms for one in indicators(scene, form)))


def assessment(scene: Scene, form: FilledForm) -> Assessment:
    """The form recomputed, once."""
    return scene.once(("assessment", id(form)), lambda: assess(form, scene.edition, scene.parameters))


def assessed(scene: Scene, submission: Submission) -> dict[int, Assessment]:
    """What was recomputed of a submission's own forms, by their number from 0; forms that the scene replaced are others."""
    keys = ((n, ("assessment", id(form))) for n, form in enumerate(submission.forms))
    return {n: cast(Assessment, scene.memo[key]) for n, key in keys if key in scene.memo}


def money(scene: Scene, form: FilledForm) -> Money:
    """The form's money recomputed, once."""
    return scene.once(("money", id(form)), lambda: assess_money(form, scene.edition, scene.parameters))


def _read(scene: Scene, form: FilledForm) -> Iterator[Indicator]:
    year = form.year or scene.edition.year
    for mates in _sharing(list(enumerate(form.rows("indicators"), 1))):
        rows = tuple(row for _, row in mates)
        points = rows[0]["points"].number if "points" in rows[0] else level2_points(_text(rows[0], "level2"))
        score = known_total(row.get("score") for row in rows)
        for number, row in mates:
            level2 = _text(row, "level2")
            typed = _typed(row, "target"), _typed(row, "actual")
            read = appraise(*typed, level2=level2, name=_text(row, "level3"), year=year)
            yield Indicator(form, number, row, read.target, read.actual, read.verdict, rows, points, score)


def _sharing(rows: list[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    """Rows that share points: those of one second level where rows have no points of their own."""
    filled = [(n, row) for n, row in rows if any(c in row and not row[c].is_blank for c in _FILLED)]
    keyed = groupby(filled, lambda one: (one[0],) if "points" in one[1] else _category(one[1]))
    return (list(group) for _, group in keyed)


def _category(row: Row) -> tuple[int | str, ...]:
    return squeeze(_text(row, "level1")), squeeze(_text(row, "level2"))


def _text(row: Row, column: str) -> str:
    return row[column].text if column in row else ""


def _typed(row: Row, column: str) -> str:
    return row[column].typed if column in row else ""


def one_line(text: str) -> str:
    """Text without line breaks and without runs of spaces; Chinese needs none between its characters."""
    return _SPACES.sub(_kept_space, text)


def _kept_space(found: re.Match[str]) -> str:
    return " " if found[0] == " " else ""


def short(text: str, most: int = 22) -> str:
    """A text for a message: one line, cut with … behind `most` characters."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def quotable(text: str) -> str:
    """A text that can stand between “ and ”."""
    return text.translate(_QUOTES)
