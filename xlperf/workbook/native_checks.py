"""Checks that native formulas make on the 校验 sheet: those of whole forms and their money.

Other subjects: indicator tables in native_indicators, lists and cross-checks in native_cross.
"""

from collections.abc import Iterator, Sequence

from xlperf.model.compute import parse_compute
from xlperf.model.values import plain
from xlperf.workbook.facts import EQUALS, LIMITS, MAY_FALL, NOT_ZERO, SIGNED_ON_PAPER, WHOLE, WITHIN
from xlperf.workbook.formulas import computed_field
from xlperf.workbook.native_parts import (
    COUNT,
    PLACE,
    STATE,
    Cells,
    Check,
    Context,
    Formula,
    address,
    blank,
    coded_address,
    counted,
    first_address,
    first_code,
    number_text,
    text_for_number,
)


def form_checks(at: Context) -> Iterator[Check]:
    """Checks of a form's single fields."""
    yield from _mandatory(at)
    yield _errors(at)
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


def _mandatory(at: Context) -> Iterator[Check]:
    needed = [name for name in at.sheet.fields if at.sheet.field(name).required and not at.sheet.field(name).compute]
    yield _filled_in(at, "必填栏都填了", [name for name in needed if name not in at.sheet.signature])
    signed = [name for name in needed if name in at.sheet.signature and name not in SIGNED_ON_PAPER]
    if signed:
        yield _filled_in(at, "、".join(at.label(name) for name in signed) + "都填了", signed)


def _filled_in(at: Context, what: str, names: Sequence[str]) -> Check:
    lacking = [f"IFERROR({blank(at.ref(name))},FALSE)" for name in names]
    count = "+".join(f"({condition})" for condition in lacking)
    labels = "".join(
        f'&IF({condition},"、{at.label(name)}","")' for condition, name in zip(lacking, names, strict=True)
    )
    live = f'IF({STATE}="通过","都填了","还有 "&({COUNT}+0)&" 栏没填："&MID({labels[1:]},2,44))'
    target = first_address([at.ref(name) for name in names], lacking)
    remedy = "点“定位”，到第一个没填的格子。"
    return Check(
        "mandatory_blank",
        at.sheet,
        what,
        "TRUE",
        f"{COUNT}=0",
        live,
        "没有空的格子",
        target,
        remedy,
        "待填",
        count=count,
    )


def _columns(at: Context, kinds: Sequence[str] = ()) -> list[Cells]:
    """The entry columns of the sheet's tables, those of `kinds` only, if any are named."""
    return [
        at.cells(table, column)
        for table, columns in at.sheet.table_columns.items()
        for column in columns
        if not (field := at.sheet.edition.tables[table].columns[column]).compute and (not kinds or field.kind in kinds)
    ]


def _errors(at: Context) -> Check:
    """Formulas that a unit typed or broke; every sum over them is an error too."""
    places = [*at.runs(_entries(at)), *_columns(at)]
    spots = [(cells, f"ISERROR({cells.every})") for cells in places]
    live = f'IF({STATE}="通过","没有",({COUNT}+0)&" 格，第一处在 "&{PLACE})'
    what, remedy = "填写的格里没有出错值", "格里以“#”开头的英文是公式出错：删掉，重新填写。"
    return Check(
        "error_value", at.sheet, what, _begun(at), f"{COUNT}=0", live, "没有公式出错的格",
        coded_address(places[0].top), remedy, optional=True, count=counted(spots), code=first_code(spots),
    )  # fmt: skip


def _numbers(at: Context) -> Iterator[Check]:
    """Numbers of the form and of the tables that have no such lines of their own."""
    names = _number_entries(at)
    if not names:
        return
    plain_tables = [table for table in at.sheet.table_columns if table not in ("indicators", "projects")]
    cells = at.runs(names)
    for table in plain_tables:
        columns = at.sheet.edition.tables[table].columns
        cells += [
            at.cells(table, column)
            for column in at.sheet.table_columns[table]
            if columns[column].kind not in ("text", "choice")
        ]
    spots = [(each, text_for_number(each.every)) for each in cells]
    live = f'IF({STATE}="通过","都是数字",({COUNT}+0)&" 格是文字，第一处在 "&{PLACE})'
    remedy = "是文字，合计没有算进去，请改成数字：不写单位，不用全角数字；没有的留空。"
    yield Check(
        "text_for_number", at.sheet, "金额、人数等数字栏填的都是数字", _begun(at), f"{COUNT}=0", live, "都是数字",
        coded_address(cells[0].top), remedy, optional=True, count=counted(spots), code=first_code(spots),
    )  # fmt: skip
    yield from _negative(at)
    yield from _whole(at)


_COUNTED = ("money", "count", "area")


def _negative(at: Context) -> Iterator[Check]:
    fields = at.sheet.form.fields
    names = [name for name in _entries(at) if fields[name].kind in _COUNTED and not name.startswith(MAY_FALL)]
    cells = [*at.runs(names), *_columns(at, _COUNTED)]
    if not cells:
        return
    falls = any(name.startswith(MAY_FALL) for name in fields)
    count = "+".join(f'COUNTIF({each.every},"<0")' for each in cells)
    spots = [(each, f"ISNUMBER({each.every})*({each.every}<0)") for each in cells]
    live = f'IF({STATE}="通过","没有",({COUNT}+0)&" 格是负数，第一处在 "&{PLACE})'
    what = "金额、人数没有负数" + ("（预算调整除外）" if falls else "")
    remedy = "核对后改正。" + ("调减只填在预算调整栏，可填负数。" if falls else "")
    yield Check(
        "negative", at.sheet, what, _begun(at), f"{COUNT}=0", live, "不小于 0", coded_address(cells[0].top), remedy,
        optional=True, count=count, code=first_code(spots),
    )  # fmt: skip


def _whole(at: Context) -> Iterator[Check]:
    if not at.sheet.has(*WHOLE):
        return
    refs = [at.ref(name) for name in WHOLE]
    parts = [f"N({ref})<>INT(N({ref}))" for ref in refs]
    count = "+".join(f"({part})" for part in parts)
    live = '&" ／ "&'.join(number_text(ref) for ref in refs)
    what = "、".join(at.label(name) for name in WHOLE) + "是整数"
    yield Check(
        "people_not_whole", at.sheet, what, f"COUNT({','.join(refs)})={len(refs)}", f"{count}=0", live, "整数",
        first_address(refs, parts), "人数按人计，核对后填整数。",
    )  # fmt: skip


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
        differs.append(f"IF(ISNUMBER({ref}),{_far(ref, f'N({value})', allowed, field.kind)},LEN({ref})>0)")
    if not names:
        return
    count = "+".join(differs)
    target = first_address([at.ref(name) for name in names], differs)
    live = f'IF({STATE}="通过","一致",({COUNT}+0)&" 格与公式结果不同")'
    what, remedy = "灰色格与公式结果一致", "灰色格不用填；与公式不同的，核对后从空白模板复制公式。"
    yield Check(
        "computed_differs",
        at.sheet,
        what,
        _begun(at),
        f"{COUNT}=0",
        live,
        "等于公式结果",
        target,
        remedy,
        optional=True,
        count=count,
    )


def _far(ref: str, value: str, allowed: str, kind: str) -> str:
    """Whether a number differs from the formula's, as `xlperf check` sees it: rounded to fewer places it may be."""
    far = f"ROUND(ABS({ref}-{value}),6)>{allowed}"
    rounded = {"points": f"AND({ref}<>INT({ref}),ROUND({value},1)=ROUND({ref},6))"}
    rounded["ratio"] = f"OR(ROUND({value},2)=ROUND({ref},6),ROUND({value},3)=ROUND({ref},6))"
    return f"AND({far},NOT({rounded[kind]}))" if kind in rounded else far


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


def _readable(at: Context, names: Sequence[str]) -> str:
    """No text stands for a number among the fields and their parts: a sum without it would pass for the whole."""
    sums = [compute for name in names if (compute := at.sheet.field(name).compute)]
    parts = [part for compute in sums for part in parse_compute(compute).arguments if at.sheet.has(part)]
    return "+".join(f"N({text_for_number(at.ref(name))})" for name in dict.fromkeys((*names, *parts))) + "=0"


def _sums(at: Context) -> Iterator[Check]:
    near = at.limit("money_tolerance")
    for equal in EQUALS:
        if equal.form != at.sheet.form_id or not at.sheet.has(*equal.left, *equal.right):
            continue
        left, right, sides = _plus(at, equal.left), _plus(at, equal.right), (equal.left, equal.right)
        what = "＝".join("＋".join(at.label(name) for name in side) for side in sides)
        ready = f"AND({','.join(_filled(at, side) for side in sides)},{_readable(at, [*equal.left, *equal.right])})"
        live = f'{number_text(left)}&" ／ "&{number_text(right)}'
        ok, expected = f"ROUND(ABS({left}-{right}),6)<={near}", number_text(right)
        if equal.instead and at.sheet.has(*equal.instead):
            other = _plus(at, equal.instead)
            what = f"{what}或{'＋'.join(at.label(name).partition('（')[2].rstrip('）') for name in equal.instead)}"
            ok = f"OR({ok},ROUND(ABS({left}-{other}),6)<={near})"
            expected = f'{number_text(right)}&" 或 "&{number_text(other)}'
        target = address(at.ref(equal.left[0]))
        yield Check(equal.kind, at.sheet, what, ready, ok, live, Formula(expected), target, equal.remedy)
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
    every, zero = ",".join(refs), [f"AND(ISNUMBER({ref}),N({ref})=0)" for ref in refs]
    other = "+".join(f"ABS(N({ref}))" for ref in refs)
    live = f'IF({STATE}="通过","没有全填 0",COUNT({every})&" 格都填了 0")'
    what, remedy = "没有完工的楼堂馆所项目时留空，不填 0", "没有当年完工项目的，把 0 删掉，留空。"
    ready, ok = f"COUNT({every})>0", f"OR({other}>0,COUNTA({every})>COUNT({every}))"
    target = first_address(refs, zero)
    yield Check("building_zero", at.sheet, what, ready, ok, live, "留空", target, remedy, optional=True)
