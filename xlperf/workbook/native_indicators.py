"""Native checks of indicator tables (绩效指标): points per category, scores, reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.form import Group, Level2
from xlperf.model.values import plain
from xlperf.workbook.drawing.rows import stem
from xlperf.workbook.native_parts import (
    COUNT,
    PLACE,
    STATE,
    Check,
    Context,
    address,
    bare,
    blank,
    coded_address,
    counted,
    first_code,
    number_text,
    said,
    text_for_number,
)

_TABLE = "indicators"


def indicator_checks(at: Context) -> Iterator[Check]:
    """All checks of a sheet's indicator table."""
    if _TABLE not in at.sheet.spans:
        return
    if "points" in at.sheet.table_columns[_TABLE]:
        yield from _points(at)
        yield from _rows(at)
    else:
        yield from _weights(at)
        yield from _second_levels(at)
        yield from _loose_rows(at)
    yield from _totals(at)


# ── where a category begins and ends ──


@dataclass(frozen=True, slots=True)
class _Label:
    """How a category or second level is found: the column its label stands in, and words of the label.

    `else_by`: labels that stand in for one that was lost with a deleted row.
    """

    column: str
    names: tuple[str, ...]
    else_by: tuple["_Label", ...] = ()

    @property
    def found(self) -> str:
        """Whether the label itself is there."""
        return "+".join(f"ISNUMBER({match})" for match in self.matches) + ">0"

    @property
    def matches(self) -> list[str]:
        """MATCH finds a label however it is broken into lines: *产*出*."""
        return [f'MATCH("*{"*".join(stem(name))}*",{self.column},0)' for name in self.names]

    @property
    def start(self) -> str:
        """Which row of the table it begins in; an error where nothing tells."""
        every = [*self.matches, *(match for other in self.else_by for match in other.matches)]
        text = every[-1]
        for match in reversed(every[:-1]):
            text = f"IFERROR({match},{text})"
        return text


def _block(column: str, label: _Label, later: Sequence[_Label]) -> str:
    """The cells of `column` from the label's row to the row before the next label that is there."""
    stop = f"ROWS({column})"
    for after in reversed(later):
        stop = f"IFERROR({after.start}-1,{stop})"
    return f"INDEX({column},{label.start}):INDEX({column},{stop})"


def _categories(at: Context) -> list[tuple[Group, _Label]]:
    first, second = at.column(_TABLE, "level1"), at.column(_TABLE, "level2")
    return [
        (group, _Label(first, (group.level1, *group.aliases), (_Label(second, tuple(s.name for s in group.level2)),)))
        for group in at.sheet.edition.groups
    ]


def _cell_of(at: Context, column: str, row: str) -> str:
    """The address (text) of a column's cell in the `row`-th row of the table (formula)."""
    everything = at.column(_TABLE, column)
    return address(f"INDEX({everything},{row})")


def _scored(at: Context) -> str:
    return f"COUNT({at.column(_TABLE, 'score')})>0"


def _texts(ref: str) -> str:
    """How many cells hold a text in place of a number."""
    return f"SUMPRODUCT(1*({text_for_number(ref)}))"


def _content(at: Context, *columns: str) -> str:
    """Rows (an array of truths) in which an indicator stands: something in one of the columns."""
    return f"(({'+'.join(f'({said(at.column(_TABLE, column))})' for column in columns)})>0)"


def _summable(at: Context, cells: str, amount: str, full: str) -> str:
    """The points in `cells` can be added up: none is a text; and none is missing, unless the others come to enough without it."""
    points = at.column(_TABLE, "points")
    gaps = f"SUMPRODUCT(({blank(points)})*{_content(at, 'level3', 'target', 'actual', 'score')})"
    enough = f"IF({gaps}=0,TRUE,IFERROR(ROUND({amount}-{full},6)>=0,TRUE))"
    return f"AND(COUNT({points})>0,IFERROR({_texts(cells)}=0,TRUE),{enough})"


# ── points on each row ──


def _points(at: Context) -> Iterator[Check]:
    points, categories = at.column(_TABLE, "points"), _categories(at)
    for number, (group, label) in enumerate(categories):
        cells = _block(points, label, [after for _, after in categories[number + 1 :]])
        yield _category(at, group.level1, plain(group.points), cells, label)


def _category(at: Context, name: str, points: str, cells: str, label: _Label) -> Check:
    ready = _summable(at, cells, COUNT, points)
    ok = f"IFERROR(AND({label.found},ROUND(ABS({COUNT}-{points}),6)=0),FALSE)"
    live = f'IFERROR("合计 "&{number_text(COUNT)},"没有找到这一类")&IF({label.found},"","，名称“{name}”不见了")'
    target = f"IFERROR({_cell_of(at, 'level1', label.start)},{_cell_of(at, 'level1', '1')})"
    remedy = "调整本类各行的分值；删行时误删了类别名称的，补写在该类第一行。"
    what = f"{name}各行分值合计 {points} 分"
    amount = f"SUM({cells})"
    return Check("points_of_category", at.sheet, what, ready, ok, live, points, target, remedy, count=amount)


def count_check(
    at: Context,
    kind: str,
    what: str,
    bad: str,
    column: str,
    remedy: str,
    *,
    ready: str,
    failed: str = "有误",
    table: str = _TABLE,
) -> Check:
    """Rows for which `bad` (an array of 0 and 1) holds are counted; the link leads to the first."""
    cells = at.cells(table, column)
    spots = [(cells, f"({bad})>0")]
    live = f'IF({STATE}="通过","没有",({COUNT}+0)&" 行，第一处在 "&{PLACE})'
    return Check(
        kind, at.sheet, what, ready, f"{COUNT}=0", live, "没有这样的行", coded_address(cells.top), remedy,
        "待填" if failed == "待填" else "有误", count=counted(spots), code=first_code(spots),
    )  # fmt: skip


def text_check(
    at: Context, what: str, columns: Sequence[str], remedy: str, *, ready: str, table: str = _TABLE
) -> Check:
    """Texts in columns of numbers; the link leads to the first, in whichever column it is."""
    cells = [at.cells(table, column) for column in columns]
    spots = [(each, text_for_number(each.every)) for each in cells]
    live = f'IF({STATE}="通过","都是数字",({COUNT}+0)&" 格是文字，第一处在 "&{PLACE})'
    return Check(
        "text_for_number", at.sheet, what, ready, f"{COUNT}=0", live, "都是数字", coded_address(cells[0].top),
        remedy, count=counted(spots), code=first_code(spots),
    )  # fmt: skip


def _rows(at: Context) -> Iterator[Check]:
    points, score, reason = (at.column(_TABLE, name) for name in ("points", "score", "reason"))
    name, target, actual = (at.column(_TABLE, column) for column in ("level3", "target", "actual"))
    both = f"ISNUMBER({score})*ISNUMBER({points})"
    some, scored = f"COUNT({points})>0", f"COUNT({score})>0"
    yield text_check(
        at, "分值、得分填的都是数字", ("points", "score"), "是文字，合计没有算进去：只写数字，不写“分”；没有得分的行先空着。",
        ready=f"COUNTA({points})+COUNTA({score})>0",
    )  # fmt: skip
    yield count_check(
        at,
        "score_above_points",
        "得分不超过分值",
        f"{both}*({score}>{points})",
        "score",
        "得分最高等于本行分值。",
        ready=scored,
    )
    yield _not_negative(at)
    yield count_check(
        at, "points_not_above_zero", "分值大于 0",
        f"ISNUMBER({points})*({points}<=0)*{_content(at, 'level3', 'target', 'actual', 'score')}", "points",
        "给这项指标分值，不用的行右键删除。", ready=some,
    )  # fmt: skip
    worth = f"({blank(name)})*ISNUMBER({score})*({score}<>0)"
    yield count_check(
        at, "row_incomplete", "填了指标或有得分的行，指标值、完成值、分值都填了",
        f"(({_content(at, 'level3', 'target', 'actual')}+{worth})>0)*((({blank(target)})+({blank(actual)})+({blank(points)}))>0)", "level3",
        "把这一行填完整；不需要的行右键删除。", ready=f"COUNTA({name},{target},{actual})+COUNT({score})>0", failed="待填",
    )  # fmt: skip
    yield count_check(
        at, "row_without_name", "有分值或得分的行写了三级指标", f"({blank(name)})*(((LEN({points})>0)+(LEN({score})>0))>0)",
        "level3", "补写三级指标的名称。", ready=some,
    )  # fmt: skip
    yield count_check(
        at, "score_missing", "填了指标或分值的行都有得分",
        f"((ISNUMBER({points})+{_content(at, 'level3', 'target', 'actual')})>0)*({blank(score)})", "score",
        "补填得分，没有完成的填 0。",
        ready=some, failed="待填",
    )  # fmt: skip
    yield count_check(
        at,
        "score_without_points",
        "有得分的行都有分值",
        f"(1-({blank(score)}))*({blank(points)})",
        "points",
        "补填分值。",
        ready=scored,
    )
    yield count_check(
        at, "reason_missing", "没有得满分的写了偏差原因", f"{both}*({score}<{points})*({blank(reason)})", "reason",
        "在本行最后一栏写明原因和改进措施。", ready=scored,
    )  # fmt: skip
    yield _no_sign(at)


def _not_negative(at: Context) -> Check:
    score = at.column(_TABLE, "score")
    negative = f"ISNUMBER({score})*({score}<0)"
    return count_check(
        at, "score_below_zero", "得分不小于 0", negative, "score", "扣完为止，不填负数。", ready=_scored(at)
    )


def _no_sign(at: Context) -> Check:
    """As `Indicator.sign` sees it: the text begins with ≥, ≤ or =, or such a sign, < or > stands before a number.

    All signs are made one and all digits 0, so that two things only have to be looked for.
    """
    actual = at.column(_TABLE, "actual")
    text = f'SUBSTITUTE({bare(actual)},CHAR(10),"")'
    for sign in "≤≧≦":
        text = f'SUBSTITUTE({text},"{sign}","≥")'
    text = f'SUBSTITUTE({text},"＝","=")'
    begins = f'((LEFT({text},1)="≥")+(LEFT({text},1)="="))'
    for sign in "=＜＞<>":
        text = f'SUBSTITUTE({text},"{sign}","≥")'
    text = f'SUBSTITUTE({text},"-","")'
    for digit in "123456789":
        text = f'SUBSTITUTE({text},"{digit}","0")'
    before = f'(LEN(SUBSTITUTE({text},"≥0",""))<LEN({text}))'
    return count_check(
        at, "actual_copies_sign", "实际完成值没有照抄目标的符号", f"{begins}+{before}", "actual",
        "实际完成值写实际数，如“16次”，不写“≥16次”。", ready=f"COUNTA({actual})>0",
    )  # fmt: skip


# ── points on the second level (分值印在二级指标上) ──


def _weights(at: Context) -> Iterator[Check]:
    weights, categories = at.column(_TABLE, "points1"), _categories(at)
    for number, (group, label) in enumerate(categories):
        weight = f"MAX({_block(weights, label, [after for _, after in categories[number + 1 :]])})"
        printed = "+".join(_printed(at, level) for level in group.level2)
        value = plain(group.points)
        right = f"ROUND({weight}-{value},6)=0,ROUND({printed}-{value},6)=0"
        ok = f"IFERROR(AND({label.found},{right}),FALSE)"
        live = f'IFERROR("权重 "&{number_text(weight)}&"，二级指标分值合计 "&{number_text(printed)},"没有找到这一类")'
        target = f"IFERROR({_cell_of(at, 'level1', label.start)},{_cell_of(at, 'level1', '1')})"
        remedy = "权重和二级指标括号里的分值按表样，不改动；误删的补写在该类第一行。"
        what = f"{group.level1}权重 {value}，等于二级指标分值合计"
        yield Check("points_of_category", at.sheet, what, _scored(at), ok, live, value, target, remedy)


def _printed(at: Context, level: Level2) -> str:
    """The number in the brackets of a second level's label as it stands now."""
    column = at.column(_TABLE, "level2")
    place = _Label(column, (level.name,)).start
    label = f'SUBSTITUTE(SUBSTITUTE(INDEX({column},{place}),"(","（"),")","）")'
    return f'IFERROR(VALUE(SUBSTITUTE(MID({label},FIND("（",{label})+1,9),"）","")),0)'


def _second_levels(at: Context) -> Iterator[Check]:
    column, score, reason = (at.column(_TABLE, name) for name in ("level2", "score", "reason"))
    levels = [(level, _Label(column, (level.name,))) for group in at.sheet.edition.groups for level in group.level2]
    for number, (level, label) in enumerate(levels):
        later = [after for _, after in levels[number + 1 :]]
        scores, reasons = (_block(cells, label, later) for cells in (score, reason))
        points, above = plain(level.points or Decimal(0)), f"ROUND({COUNT}-{plain(level.points or Decimal(0))},6)"
        ready = f"IFERROR(AND(COUNT({scores})>0,{_texts(scores)}=0),COUNT({score})>0)"
        given = f"SUMPRODUCT(1-({blank(reasons)}))>0"
        ok = f"IFERROR(AND({above}<=0,OR({above}=0,{given})),FALSE)"
        live = f'IFERROR("得分合计 "&{number_text(COUNT)},"没有找到“{level.name}”这一栏")'
        target = f"IFERROR({_cell_of(at, 'score', label.start)},{_cell_of(at, 'score', '1')})"
        what = f"{level.name}得分合计不超过 {points} 分；不足的写了原因"
        remedy = "几行三级指标共用一个分值，合计不能超过；没有得满分的写明偏差及原因。"
        expected, amount = f"不超过 {points}", f"SUM({scores})"
        yield Check("level2_score", at.sheet, what, ready, ok, live, expected, target, remedy, count=amount)


def _loose_rows(at: Context) -> Iterator[Check]:
    name, score, actual = (at.column(_TABLE, column) for column in ("level3", "score", "actual"))
    yield text_check(at, "得分填的都是数字", ("score",), "只写数字，不写“分”。", ready=f"COUNTA({score})>0")
    yield _not_negative(at)
    yield count_check(
        at, "score_missing", "写了完成值的行都有得分", f"(LEN({name})>0)*(1-({blank(actual)}))*({blank(score)})", "score", "补填得分。",
        ready=f"COUNTA({actual})>0", failed="待填",
    )  # fmt: skip


# ── totals ──


def _totals(at: Context) -> Iterator[Check]:
    full = at.limit("total_points")
    points, score = at.ref("sum_points"), at.ref("sum_score")
    scored = _scored(at)
    own = "points" in at.sheet.table_columns[_TABLE]
    begun = _summable(at, at.column(_TABLE, "points"), f"N({points})", full) if own else scored
    name, score_name = at.label("sum_points"), at.label("sum_score")
    ok = f"ROUND(ABS(N({points})-{full}),6)=0"
    live = f'"合计 "&{number_text(f"N({points})")}'
    remedy = (
        "各类指标分值加执行率分值应等于总分，调整各行分值。" if at.sheet.has("total_points") else "权重按表样，不改动。"
    )
    yield Check("points_total", at.sheet, f"{name}合计 {full} 分", begun, ok, live, full, address(points), remedy)
    ok = f"AND(ISNUMBER({score}),N({score})>=0,N({score})<={full})"
    what, remedy = f"{score_name}在 0 到 {full} 之间", "核对各行得分。"
    yield Check(
        "score_total_range", at.sheet, what, scored, ok, number_text(f"N({score})"), f"0—{full}", address(score), remedy
    )
