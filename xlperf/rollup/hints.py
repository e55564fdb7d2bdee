"""Hints (提示) of risk that one form's own figures give: combinations worth a second look, none of them a fault in itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from xlperf.model.submission import Cell, Row
from xlperf.model.values import amount, percent, plain, squeeze
from xlperf.rollup.figures import span
from xlperf.rollup.parts import Part
from xlperf.scoring.rates import adjustment_rate, ratio

FEWEST_ROWS = 5
"""indicators (三级指标) a form must have before "all of them" says anything"""
FEWEST_PROJECTS = 3
"""project forms with the same score before it says anything"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of risk: its name, when it is shown, and why it is a hint and no verdict."""

    name: str
    when: str
    but: str


SCORE = Kind(
    "得分率远高于执行率", "各项得分 ÷ 分值，比执行率高出的部分超过提示线（参数“得分比按比例应得的分高出多少”）",
    "任务可能已完成而资金跨年支付，或招标有节约；看完成情况和支付进度。",
)  # fmt: skip
FULL = Kind(
    "指标全部满分", f"{FEWEST_ROWS} 项以上三级指标，得分都等于分值",
    "确实可能全部完成；看佐证材料，看指标值是否定得过低。",
)  # fmt: skip
FITTED = Kind(
    "预算与执行一分不差", "全年预算数 = 全年执行数（执行率恰好 100%），而年初预算数不同",
    "年末按实际支出调整预算的单位也是这样；看预算调整文件。",
)  # fmt: skip
FAULTY = Kind(
    "自评满分却有逻辑性错误", "自评总分填满分，而本表有逻辑性错误",
    "错误可能只是笔误，与得分无关；先看错误是什么。",
)  # fmt: skip
COPIED = Kind(
    "完成值全部等于指标值", f"{FEWEST_ROWS} 项以上三级指标，完成值去掉 ≥、≤ 后与指标值逐字相同",
    "按计划如数完成时也会相同；看完成值是不是照抄，有没有统计数据。",
)  # fmt: skip
EQUAL = Kind(
    "多个项目得分完全相同", f"同一份文件里 {FEWEST_PROJECTS} 个以上项目的各项得分合计完全相等，且占一半以上（100 分的不算，另见“指标全部满分”）",
    "内容相近的项目得分可能相同；看是不是复制同一张表。",
)  # fmt: skip
ADJUSTED = Kind(
    "全年预算调整很大", "全年预算数与年初预算数相差的部分 ÷ 年初预算数，超过提示线（参数“预算调整率”）",
    "追加任务、上级专款都会使预算变化；看有没有追加、调减的批复。",
)  # fmt: skip
KINDS = (SCORE, FULL, FITTED, FAULTY, COPIED, EQUAL, ADJUSTED)


class Hint(NamedTuple):
    """What was found on a form, with its figures, and where (addresses with a space between them)."""

    kind: Kind
    found: str
    cell: str


def hints(part: Part) -> Iterator[Hint]:
    """All of one form, in the order of `KINDS`."""
    if part.kind in ("dept", "project", "list"):
        for one in _HINTS:
            yield from one(part)


def _at(*cells: Cell | None) -> str:
    return " ".join(dict.fromkeys(cell.address for cell in cells if cell is not None and cell.address))


def _score_above_rate(part: Part) -> Iterator[Hint]:
    """A list of projects has no indicators: its printed score counts, out of the whole."""
    ours, form = part.assessment, part.filled
    whole = ours.total_points if part.kind != "list" else part.file.parameters.number("total_points")
    share, rate = ratio(ours.total_score, whole, places=2), ours.execution_rate
    if share is None or rate is None or ours.total_score is None or whole is None:
        return
    limit = part.file.parameters.number("score_above_ratio_notice")
    if share - rate > limit:
        text = (
            f"{'自评总分' if part.kind == 'list' else '各项得分'} {plain(ours.total_score)} ÷ 分值 {plain(whole)} = {percent(share)}，执行率 {percent(rate)}，"
            f"高出 {plain((share - rate) * 100)} 个百分点（提示线 {plain(limit * 100)}）"
        )
        yield Hint(SCORE, text, _at(form.get("sum_score") or form.get("score"), form.get("total_rate")))


def _all_full(part: Part) -> Iterator[Hint]:
    pairs = [(row["points"].number, row["score"].number) for row in _scored(part)]
    if len(pairs) >= FEWEST_ROWS and all(score is not None and score == points for points, score in pairs):
        scores = sum((score for _, score in pairs if score is not None), Decimal(0))
        text = f"{len(pairs)} 项三级指标全部得满分，合计 {plain(scores)} 分"
        yield Hint(FULL, text, span(row["score"] for row in _scored(part)))


def _scored(part: Part) -> list[Row]:
    """Rows with points or a score of their own."""
    rows = part.filled.rows("indicators")
    return [row for row in rows if "points" in row and not (row["points"].is_blank and row["score"].is_blank)]


def _back_fitted(part: Part) -> Iterator[Hint]:
    """Of printed figures only: sums of ours would say nothing of how they were typed."""
    initial, budget, executed = (part.filled.number(f"total_{kind}") for kind in ("initial", "budget", "executed"))
    if budget and initial is not None and budget == executed != initial:
        text = f"全年预算数、全年执行数都是 {amount(budget)} 万元，年初预算数是 {amount(initial)} 万元"
        yield Hint(FITTED, text, _at(part.filled.get("total_initial"), part.filled.get("total_budget")))


def _full_with_errors(part: Part) -> Iterator[Hint]:
    printed, whole = part.assessment.printed_total, part.file.parameters.number("total_points")
    if printed is None or printed != whole:
        return
    codes = Counter(f.code for f in part.findings if f.severity.value == "error" and not f.folded_under)
    if codes:
        text = f"自评总分 {plain(printed)}，本表有 {codes.total()} 条逻辑性错误：{'、'.join(sorted(codes))}"
        yield Hint(FAULTY, text, _at(part.filled.get("sum_score") or part.filled.get("score")))


_SIGN = re.compile(r"^(?:[≥≤>=<＞＜＝≧≦]+|不少于|不低于|不超过|不高于)|[。；;，,]+$")


def _same(row: Row) -> bool:
    target, actual = row["target"].text, row["actual"].text
    return target == actual or _SIGN.sub("", squeeze(target)) == _SIGN.sub("", squeeze(actual))


def _all_copied(part: Part) -> Iterator[Hint]:
    rows = [
        row
        for row in part.filled.rows("indicators")
        if not (row["target"].is_blank and row["actual"].is_blank and row["score"].is_blank)
    ]
    if len(rows) >= FEWEST_ROWS and all(_same(row) for row in rows):
        given = "、".join(f"{row['level3'].text[:12]} {row['actual'].text[:12]}" for row in rows[:3])
        yield Hint(
            COPIED, f"{len(rows)} 项三级指标的完成值都等于指标值，如：{given}", span(row["actual"] for row in rows)
        )


def _equal_scores(part: Part) -> Iterator[Hint]:
    """Told once in a file, at the first of these projects."""
    if part.kind != "project":
        return
    projects = [other for other in part.file.parts if other.kind == "project"]
    if len(projects) < FEWEST_PROJECTS:
        return
    score = part.assessment.total_score
    same = [other for other in projects if other.assessment.total_score == score]
    whole = part.file.parameters.number("total_points")
    if score is None or score == whole or len(same) < FEWEST_PROJECTS or same[0] is not part:
        return
    if 2 * len(same) > len(projects):
        names = "、".join(other.filled.text("name") or other.filled.sheet for other in same)
        text = f"{len(projects)} 个项目里有 {len(same)} 个各项得分合计都是 {plain(score)} 分：{names}"
        yield Hint(EQUAL, text, _at(part.filled.get("sum_score")))


def _adjusted(part: Part) -> Iterator[Hint]:
    initial, budget = part.assessment.initial, part.assessment.budget
    if not initial or budget is None:
        return
    rate = adjustment_rate(budget - initial, initial, places=2).value
    limit = part.file.parameters.number("adjustment_rate_notice")
    if rate is not None and abs(rate) > limit:
        text = (
            f"年初预算 {amount(initial)} 万元，全年预算 {amount(budget)} 万元，调整 {amount(budget - initial)} 万元，"
            f"调整率 {percent(rate)}（提示线 {percent(limit, 0)}）"
        )
        yield Hint(ADJUSTED, text, _at(part.filled.get("total_initial"), part.filled.get("total_budget")))


_HINTS: tuple[Callable[[Part], Iterator[Hint]], ...] = (
    _score_above_rate, _all_full, _back_fitted, _full_with_errors, _all_copied, _equal_scores, _adjusted,
)  # fmt: skip
