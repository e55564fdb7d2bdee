"""Checks that native formulas make on the 校验 sheet: what a line says, and the formulas behind it.

A check is `ready` when there is something to judge; then it holds (`ok`) or not. Formulas are written without the
leading "=". Subjects: whole forms and money here, indicator tables in native_indicators, lists and cross-checks in
native_cross.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xlperf.model.parameters import Parameters
from xlperf.model.values import plain
from xlperf.workbook.drawing.plan import SheetPlan
from xlperf.workbook.facts import EQUALS, LIMITS, NOT_ZERO, WITHIN
from xlperf.workbook.formulas import Refs, computed_field

RULES: dict[str, str] = {
    "actual_copies_sign": "IN08",
    "basic_below_public_funds": "XF10",
    "building_over": "OV07",
    "building_zero": "BD09",
    "executed_over_budget": "EX02",
    "grade_differs": "WD04",
    "income_differs": "FD03",
    "level2_score": "SC02",
    "list_row_incomplete": "FD12",
    "mandatory_blank": "CM01 CM02",
    "meeting_training_over": "OV02",
    "not_executed": "FD09",
    "parts_above_whole": "BD06",
    "points_of_category": "WT01",
    "points_total": "WT03",
    "project_executed_differs": "XF05",
    "project_forms_missing": "XF03",
    "project_forms_money_differs": "XF02",
    "project_money_differs": "XF01",
    "project_twice": "XF11",
    "project_unknown": "XF04",
    "public_funds_over": "OV03",
    "reason_missing": "RS01",
    "row_incomplete": "IN23",
    "score_above_points": "SC01",
    "score_below_zero": "SC03",
    "score_missing": "SC04",
    "score_total_range": "SC06",
    "score_without_points": "WT04",
    "sources_differ": "FD06",
    "spending_differs": "FD04",
    "staff_over": "BD08",
    "text_for_number": "FD01",
    "three_public_over": "OV01",
    "unit_names_differ": "XF09",
}
"""kind of check → code of the rule that says the same in `xlperf check`; "" or no entry where none does"""

Pending = Literal["待填", "有误"]


class Formula(str):
    """Text that is a formula, where plain text may stand too."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line. `live` gives the text of 现场数据, `target` the address (text) of the cell to go to on `sheet`."""

    kind: str
    sheet: SheetPlan
    what: str
    ready: str
    ok: str
    live: str
    expected: str
    target: str
    remedy: str
    failed: Pending = "有误"
    optional: bool = False
    """without anything to judge it holds as soon as the form's mandatory fields are filled"""


@dataclass(frozen=True, slots=True)
class Section:
    """The checks of one sheet. `used` (formula) says whether a project's sheet is in use; "" = always."""

    title: str
    sheet: SheetPlan | None
    checks: tuple[Check, ...]
    used: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks of one sheet need."""

    sheet: SheetPlan
    parameters: Parameters
    refs: Refs

    def ref(self, field: str) -> str:
        """A field from the 校验 sheet."""
        return self.sheet.ref(field)

    def column(self, table: str, column: str) -> str:
        """A table's column from the 校验 sheet."""
        return self.refs.column(self.sheet, table, column)

    def limit(self, parameter: str) -> str:
        """A parameter as a formula writes it."""
        return plain(self.parameters.number(parameter))

    def label(self, field: str) -> str:
        """A field's label: 三公经费（2023年预算数）."""
        name, _, column = self.sheet.field(field).label.partition("·")
        return f"{name}（{column}）" if column else name


def address(ref: str) -> str:
    """G12 of a reference, as a formula: it follows inserted rows."""
    return f"ADDRESS(ROW({ref}),COLUMN({ref}),4)"


def first_address(refs: Sequence[str], conditions: Sequence[str]) -> str:
    """The address of the first reference whose condition holds, else of the first."""
    text = address(refs[0])
    for ref, condition in reversed(list(zip(refs, conditions, strict=True))):
        text = f"IF({condition},{address(ref)},{text})"
    return text


def number_text(formula: str) -> str:
    """A number as text, without binary remainders."""
    return f"ROUND({formula},4)"


def form_checks(at: Context) -> Iterator[Check]:
    """Checks of a form's single fields."""
    yield _mandatory(at)
    yield from _numbers(at)
    yield from _computed(at)
    yield from _limits(at)
    yield from _sums(at)
    yield from _not_zero(at)


def _entries(at: Context) -> list[str]:
    return [name for name, field in at.sheet.form.fields.items() if not field.compute]


def _number_entries(at: Context) -> list[str]:
    return [name for name in _entries(at) if at.sheet.field(name).kind not in ("text", "choice")]


def _begun(at: Context) -> str:
    """Some number has been entered on the sheet."""
    parts = [at.ref(name) for name in _number_entries(at)]
    for table, columns in at.sheet.table_columns.items():
        for column in columns:
            field = at.sheet.edition.tables[table].columns[column]
            if (
                not field.compute
                and field.kind not in ("text", "choice")
                and column not in at.sheet.edition.tables[table].merge
            ):
                parts.append(at.column(table, column))
    return f"COUNTA({','.join(parts)})>0"


def _mandatory(at: Context) -> Check:
    names = [name for name in at.sheet.fields if at.sheet.field(name).required and not at.sheet.field(name).compute]
    blank = [f"LEN(TRIM({at.ref(name)}))=0" for name in names]
    count = "+".join(f"({condition})" for condition in blank)
    labels = "".join(f'&IF({condition},"、{at.label(name)}","")' for condition, name in zip(blank, names, strict=True))
    live = f'IF({count}=0,"必填栏都填了","还有 "&({count})&" 栏没填："&MID({labels[1:]},2,44))'
    target = first_address([at.ref(name) for name in names], blank)
    what, remedy = "必填栏都填了", "点“定位”，到第一个没填的格子。"
    return Check(
        "mandatory_blank", at.sheet, what, "TRUE", f"{count}=0", live, "没有空的必填栏", target, remedy, "待填"
    )


def _numbers(at: Context) -> Iterator[Check]:
    names = _number_entries(at)
    if not names:
        return
    texts = [f"ISTEXT({at.ref(name)})" for name in names]
    count = "+".join(texts)
    target = first_address([at.ref(name) for name in names][:60], texts[:60])
    live = f'IF({count}=0,"都是数字",({count})&" 格写的是文字")'
    remedy = "数字栏不写单位、不写“无”；没有的留空。"
    what = "金额、人数等数字栏填的都是数字"
    yield Check(
        "text_for_number", at.sheet, what, _begun(at), f"{count}=0", live, "都是数字", target, remedy, optional=True
    )


def _computed(at: Context) -> Iterator[Check]:
    """Locked cells hold their formulas, unless someone unlocked them or a converted file kept the unit's own value."""
    names, differs = [], []
    for name, field in at.sheet.form.fields.items():
        if not field.compute:
            continue
        names.append(name)
        formula = computed_field(at.sheet, name, at.parameters, at.refs)
        value = formula.removeprefix("=") if isinstance(formula, str) else plain(formula)
        allowed = {"ratio": "0.00005", "points": at.limit("score_tolerance")}.get(
            field.kind, at.limit("money_tolerance")
        )
        ref = at.ref(name)
        differs.append(f"IF(ISNUMBER({ref}),ROUND(ABS({ref}-N({value})),6)>{allowed},LEN({ref})>0)")
    if not names:
        return
    count = "+".join(differs)
    target = first_address([at.ref(name) for name in names], differs)
    live = f'IF({count}=0,"一致",({count})&" 格与公式结果不同")'
    what, remedy = "灰色格与公式结果一致", "灰色格不用填；与公式不同的，先核对分项，再从空白模板复制这一格的公式。"
    yield Check(
        "computed_differs",
        at.sheet,
        what,
        _begun(at),
        f"({count})=0",
        live,
        "等于公式结果",
        target,
        remedy,
        optional=True,
    )


def _limits(at: Context) -> Iterator[Check]:
    for limit in LIMITS:
        if limit.form != at.sheet.form_id or not at.sheet.has(limit.actual, limit.limit):
            continue
        actual, most = at.ref(limit.actual), at.ref(limit.limit)
        what = f"{at.label(limit.actual)}不超过{at.label(limit.limit)}"
        live = f'{number_text(actual)}&" ／ "&{number_text(most)}'
        expected = Formula(f'"不超过 "&{number_text(most)}')
        ready = f"AND(ISNUMBER({actual}),ISNUMBER({most}))"
        yield Check(
            limit.kind, at.sheet, what, ready, f"{actual}<={most}", live, expected, address(actual), limit.remedy,
            optional=limit.optional,
        )  # fmt: skip


def _plus(at: Context, names: Sequence[str]) -> str:
    return "(" + "+".join(f"N({at.ref(name)})" for name in names) + ")"


def _filled(at: Context, names: Sequence[str]) -> str:
    return f"COUNT({','.join(at.ref(name) for name in names)})>0"


def _sums(at: Context) -> Iterator[Check]:
    near = at.limit("money_tolerance")
    for equal in EQUALS:
        if equal.form != at.sheet.form_id or not at.sheet.has(*equal.left, *equal.right):
            continue
        left, right = _plus(at, equal.left), _plus(at, equal.right)
        names = ["＋".join(at.label(name) for name in side) for side in (equal.left, equal.right)]
        ready = f"AND({_filled(at, equal.left)},{_filled(at, equal.right)})"
        live = f'{number_text(left)}&" ／ "&{number_text(right)}'
        ok, expected = f"ROUND(ABS({left}-{right}),6)<={near}", Formula(number_text(right))
        target = address(at.ref(equal.left[0]))
        yield Check(equal.kind, at.sheet, f"{names[0]}＝{names[1]}", ready, ok, live, expected, target, equal.remedy)
    for within in WITHIN:
        if within.form != at.sheet.form_id or not at.sheet.has(within.whole, *within.parts):
            continue
        whole, parts = at.ref(within.whole), _plus(at, within.parts)
        what = f"{at.label(within.whole)}不小于其中各项之和"
        live = f'{number_text(whole)}&" ／ 其中合计 "&{number_text(parts)}'
        expected = Formula(f'"不小于 "&{number_text(parts)}')
        ready, ok = f"ISNUMBER({whole})", f"ROUND({parts}-N({whole}),6)<={near}"
        remedy = "“其中”各项是公用经费的一部分，合计不能比公用经费大。"
        yield Check("parts_above_whole", at.sheet, what, ready, ok, live, expected, address(whole), remedy)


def _not_zero(at: Context) -> Iterator[Check]:
    if not at.sheet.has(*NOT_ZERO):
        return
    refs = [at.ref(name) for name in NOT_ZERO]
    zero = [f"AND(ISNUMBER({ref}),N({ref})=0)" for ref in refs]
    count = "+".join(f"N({condition})" for condition in zero)
    live = f'IF({count}=0,"没有填 0 的",({count})&" 格填了 0")'
    what, remedy = "没有完工的楼堂馆所项目时留空，不填 0", "没有当年完工项目的，把 0 删掉，留空。"
    ready = f"COUNT({','.join(refs)})>0"
    target = first_address(refs, zero)
    yield Check("building_zero", at.sheet, what, ready, f"{count}=0", live, "留空", target, remedy, optional=True)
