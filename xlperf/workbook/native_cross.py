"""Native checks of project lists, and between forms (表间勾稽); which sections the 校验 sheet has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlperf.model.parameters import Parameters
from xlperf.model.values import plain
from xlperf.workbook.drawing.plan import Plan, SheetPlan
from xlperf.workbook.formulas import Refs
from xlperf.workbook.native_checks import form_checks
from xlperf.workbook.native_indicators import count_check, indicator_checks, text_check
from xlperf.workbook.native_parts import (
    Check,
    Context,
    Formula,
    Section,
    address,
    bare,
    blank,
    number_text,
    said,
)


def sections(plan: Plan, parameters: Parameters, refs: Refs, added: tuple[str, str]) -> Iterator[Section]:
    """All checks of a template, sheet by sheet, those between forms last.

    `added`: cells of the 校验 sheet where the unit enters how many project sheets it copied and what they executed.
    """
    for sheet in plan.sheets:
        at = Context(sheet, parameters, refs)
        title = f"{sheet.name}　{sheet.form.title}"
        checks = (
            *form_checks(at),
            *_spending_checks(at),
            *indicator_checks(at),
            *_list_checks(at),
            *_known_project(at, plan),
        )
        yield Section(title, sheet, checks, _used(at, plan, added[0]) if sheet.form.repeats else "")
    between = tuple(_between(plan, parameters, refs, added))
    if between:
        yield Section("表间勾稽", None, between)


def has_links(plan: Plan) -> bool:
    """Whether the edition has forms between which something must hold."""
    return bool(plan.of("base") and plan.of("project"))


def _used(at: Context, plan: Plan, copied: str) -> str:
    """A project's sheet is in use when something is entered, or when 附件1 has that many projects with money.

    Projects on sheets that the unit copied (`copied`: cell with their number) need no sheet of ours.
    """
    entries = [
        name for name, field in at.sheet.form.fields.items() if not field.compute and name not in at.sheet.signature
    ]
    filled = f"COUNTA({','.join(at.ref(name) for name in entries)})"
    filled += f"+COUNT({at.column('indicators', 'points')})+COUNT({at.column('indicators', 'score')})"
    base = plan.one("base")
    if base is None:
        return "TRUE" if at.sheet.ordinal == 1 else f"{filled}>0"
    rows = _spending_rows(Context(base, at.parameters, at.refs))
    return f"OR({filled}>0,{rows}-N({copied})>={at.sheet.ordinal})"


def _spending_rows(base: Context) -> str:
    """How many 一级项目 of 附件1 have money this year; texts and error values count as none."""
    budget, final = base.column("spending", "budget"), base.column("spending", "final")
    some = [f'{column},">0"' for column in (budget, final)]
    return f"(COUNTIF({some[0]})+COUNTIF({some[1]})-COUNTIFS({some[0]},{some[1]}))"


def _lines_with_money(base: Context) -> str:
    """The 一级项目 of 附件1 that have money this year (an array of truths)."""
    columns = [base.column("spending", column) for column in ("budget", "final")]
    return f"(({'+'.join(f'ISNUMBER(1/{column})' for column in columns)})>0)"


def _nameless(base: Context) -> str:
    """How many 一级项目 of 附件1 have money and no name."""
    return f"SUMPRODUCT({_lines_with_money(base)}*(1-({said(base.column('spending', 'name'))})))"


def _spending_checks(at: Context) -> Iterator[Check]:
    if "spending" in at.sheet.spans:
        bad = f"{_lines_with_money(at)}*(1-({said(at.column('spending', 'name'))}))"
        some = f"COUNT({at.column('spending', 'budget')},{at.column('spending', 'final')})>0"
        remedy = "补写项目名称，与项目支出绩效自评表的名称一致。"
        check = count_check(
            at, "line_without_name", "有金额的一级项目写了名称", bad, "name", remedy, table="spending", ready=some
        )
        yield replace(check, optional=True)


def _known_project(at: Context, plan: Plan) -> Iterator[Check]:
    base = plan.one("base")
    if base is None or not at.sheet.form.repeats:
        return
    name, executed = at.ref("name"), at.ref("total_executed")
    names, finals = (at.refs.column(base, "spending", column) for column in ("name", "final"))
    line = f'MATCH("*"&TRIM({name})&"*",{names},0)'
    # a line of 附件1 whose name is still to be written may be this project's
    named = f"OR(ISNUMBER({line}),{_nameless(Context(base, at.parameters, at.refs))}=0)"
    yield Check(
        "project_unknown", at.sheet, "项目名称在附件1的项目支出里", f"AND(LEN({bare(name)})>0,{named})", f"ISNUMBER({line})",
        f'{name}&""', "附件1有同名项目", address(name), "项目名称要与附件1“项目支出”下的一级项目名称一致。",
    )  # fmt: skip
    final = f"N(INDEX({finals},{line}))"
    ready = f"IFERROR(AND(LEN(TRIM({name}))>0,ISNUMBER({executed}),ISNUMBER(INDEX({finals},{line}))),FALSE)"
    unknown = f"AND(LEN(TRIM({name}))>0,NOT(ISNUMBER({line})))"
    near = at.limit("money_tolerance")
    # of several lines with this name, one with this money
    some = f'{names},"*"&TRIM({name})&"*",{finals},">="&ROUND({executed}-{near},6),{finals},"<="&ROUND({executed}+{near},6)'
    yield Check(
        "project_executed_differs", at.sheet, "全年执行数＝附件1同一项目的决算数", ready,
        f"OR(ROUND(ABS({executed}-{final}),6)<={near},COUNTIFS({some})>0)", f'{number_text(executed)}&" ／ "&{number_text(final)}',
        Formula(number_text(final)), address(executed), "同一个项目两张表填的是同一笔支出，逐项核对。", optional=True,
        waits=unknown,
    )  # fmt: skip


# ── a list of projects (项目汇总) ──


def _list_checks(at: Context) -> Iterator[Check]:
    if "projects" not in at.sheet.spans:
        return
    name, budget, executed = (at.column("projects", column) for column in ("name", "budget", "executed"))
    note, both = at.column("projects", "note"), f"ISNUMBER({at.column('projects', 'executed')})*ISNUMBER({budget})"
    begun = f"COUNTA({name})>0"

    def rows(kind: str, what: str, bad: str, column: str, remedy: str, failed: str = "有误") -> Check:
        return count_check(at, kind, what, bad, column, remedy, table="projects", ready=begun, failed=failed)

    yield text_check(
        at,
        "预算数、执行数填的都是数字",
        ("budget", "executed"),
        "只写数字，没有支出的填 0。",
        table="projects",
        ready=begun,
    )
    yield rows(
        "list_row_incomplete", "每个项目都填了预算数和执行数", f"(LEN({name})>0)*(((LEN({budget})=0)+(LEN({executed})=0))>0)", "budget",
        "补填金额，没有支出的填 0。", "待填",
    )  # fmt: skip
    yield rows(
        "list_row_incomplete", "有金额的行写了项目名称", f"(LEN({name})=0)*(((LEN({budget})>0)+(LEN({executed})>0))>0)", "name",
        "补写项目名称。",
    )  # fmt: skip
    yield rows(
        "executed_over_budget", "各项目执行数不超过预算数", f"{both}*({executed}>{budget})", "executed", "核对两个数。"
    )
    yield rows(
        "not_executed", "没有支出的项目写了备注", f"(LEN({name})>0)*ISNUMBER({executed})*({executed}=0)*({blank(note)})",
        "note", "在备注写明没有支出的原因。",
    )  # fmt: skip
    twice = f"(LEN({name})>0)*(COUNTIF({name},{name})>1)"
    yield rows("project_twice", "没有重复的项目", twice, "name", "同名项目只留一行，或把名称写完整。")
    yield from _conclusion(at)


def _conclusion(at: Context) -> Iterator[Check]:
    score, grade, full = at.ref("score"), at.ref("grade"), at.limit("total_points")
    ok = f"AND({score}>=0,{score}<={full})"
    yield Check(
        "score_total_range", at.sheet, f"自评总得分在 0 到 {full} 之间", f"ISNUMBER({score})", ok, number_text(score), f"0—{full}",
        address(score), "核对自评得分。",
    )  # fmt: skip
    limits = sorted(at.parameters["grade_limits"], key=lambda limit: limit[1])
    name, words = f'"{limits[0][0]}"', f'"{_words(limits[0][0])}"'
    for word, lowest in limits[1:]:
        name = f'IF({score}>={plain(lowest)},"{word}",{name})'
        words = f'IF({score}>={plain(lowest)},"{_words(word)}",{words})'
    known = "、".join(word.strip("、") for word in (_words(name) for name, _ in limits))
    ready = f'AND(ISNUMBER({score}),{ok},LEN({bare(grade)})>0,ISNUMBER(FIND("、"&{bare(grade)}&"、","、{known}、")))'
    names = "、".join(name for name, _ in reversed(limits))
    proper = "+".join(f'({bare(grade)}="{name}")' for name, _ in limits)
    remedy = "等级按得分所在的分数段，从下拉列表中选。"
    yield Check(
        "grade_unknown", at.sheet, f"评价等级写的是{names}之一", f"LEN({bare(grade)})>0", f"{proper}=1", f'{grade}&""', names,
        address(grade), remedy,
    )  # fmt: skip
    yield Check(
        "grade_differs", at.sheet, "评价等级与得分相符", ready, f'ISNUMBER(FIND("、"&{bare(grade)}&"、",{words}))',
        f'{number_text(score)}&" 分，"&{grade}',
        Formula(name), address(grade), remedy,
    )  # fmt: skip


_OTHER_NAMES = {
    "优": ("优秀", "优等"), "良": ("良好", "良等"), "中": ("中等", "一般", "合格", "及格"),
    "差": ("较差", "差等", "不合格", "不及格"),
}  # fmt: skip
"""The same words as in `xlperf check`, which only remarks on them"""


def _words(grade: str) -> str:
    """、优、优秀、优等、优级、: what may stand for the grade."""
    names = (grade, *_OTHER_NAMES.get(grade, ()))
    return "、" + "、".join((*names, *(f"{name}级" for name in names))) + "、"


# ── between forms ──


def _between(plan: Plan, parameters: Parameters, refs: Refs, added: tuple[str, str]) -> Iterator[Check]:
    base, dept, projects = plan.one("base"), plan.one("dept"), plan.of("project")
    if base is None or dept is None or not projects:
        return
    yield from _project_money(base, dept, projects, parameters, refs, added)
    first, second = base.ref("public_funds_final"), dept.ref("basic_executed")
    yield Check(
        "basic_below_public_funds", dept, "附件2基本支出不小于附件1公用经费决算数", f"AND(ISNUMBER({first}),ISNUMBER({second}))",
        f"{second}>={first}", f'{number_text(second)}&" ／ "&{number_text(first)}', Formula(f'"不小于 "&{number_text(first)}'), address(second),
        "公用经费是基本支出的一部分。",
    )  # fmt: skip
    if base.has("unit_name"):
        first, second = base.ref("unit_name"), dept.ref("unit_name")
        one, other = _unit_key(first), _unit_key(second)
        yield Check(
            "unit_names_differ", dept, "附件1、附件2的单位名称一致", f"AND(LEN({bare(first)})>0,LEN({bare(second)})>0)",
            f"OR(ISNUMBER(FIND({one},{other})),ISNUMBER(FIND({other},{one})))", f'{first}&" ／ "&{second}', Formula(f'{first}&""'), address(second),
            "用单位全称，与公章一致。",
        )  # fmt: skip


def _project_money(
    base: SheetPlan,
    dept: SheetPlan,
    projects: Sequence[SheetPlan],
    parameters: Parameters,
    refs: Refs,
    added: tuple[str, str],
) -> Iterator[Check]:
    near = plain(parameters.number("money_tolerance"))
    final, executed = base.ref("project_spending_final"), dept.ref("project_executed")
    yield Check(
        "project_money_differs", dept, "附件2项目支出＝附件1项目支出决算数", f"AND(ISNUMBER({final}),ISNUMBER({executed}))",
        f"ROUND(ABS({executed}-{final}),6)<={near}", f'{number_text(executed)}&" ／ "&{number_text(final)}', Formula(number_text(final)),
        address(executed), "两张表填的是同一笔支出，逐项核对。",
    )  # fmt: skip
    totals = [sheet.ref("total_executed") for sheet in projects]
    filled = "+".join(f"ISNUMBER({ref})" for ref in totals)
    every = f"{filled}={'+'.join(_sent(sheet) for sheet in projects)}"
    total = f"SUM({','.join(f'IF(ISNUMBER({ref}),{ref},0)' for ref in totals)},{added[1]})"
    what = f"各项目表全年执行数合计＝附件2项目支出（{projects[0].name} 至 {projects[-1].name}，加本页上方补填的）"
    yield Check(
        "project_forms_money_differs", projects[0], what, f"AND(ISNUMBER({executed}),{filled}>0,{every})",
        f"ROUND(ABS({total}-{executed}),6)<={near}",
        f'{number_text(total)}&" ／ "&{number_text(executed)}&IF(N({added[1]})>0,"（其中 "&{added[1]}&" 是上方补填的）","")',
        Formula(number_text(executed)), address(totals[0]), "每个一级项目填一张项目表，不漏、不重。",
    )  # fmt: skip
    rows = _spending_rows(Context(base, parameters, refs))
    sent = "+".join(_sent(sheet) for sheet in projects)
    named = "+".join(f"IF(ISERROR({sheet.ref('name')}),0,1-({blank(sheet.ref('name'))}))" for sheet in projects)
    forms, nameless = f"({sent}+N({added[0]}))", _nameless(Context(base, parameters, refs))
    start = refs.column(base, "spending", "name")
    copied = f'IF(N({added[0]})>0,"（其中 "&{added[0]}&" 张是上方补填的，本页看不到，请自己核对）","")'
    yield Check(
        "project_forms_missing", base, "附件1有金额的一级项目数＝项目表张数", f"AND({rows}>0,{forms}>0,{nameless}=0,{sent}={named})",
        f"{rows}={forms}",
        f'{rows}&" 个项目 ／ "&{forms}&" 张表"&{copied}', Formula(f'{rows}&" 张"'), address(f"INDEX({start},1)"),
        "每个有金额的一级项目另填一张项目支出绩效自评表；专项的小计行只留标题，不填金额。",
    )  # fmt: skip


_SHORT = (
    ("人民代表大会常务委员会", "人大常委会"), ("人民代表大会", "人大"), ("中国共产党", "中共"), ("人民政府", "政府"),
)  # fmt: skip
"""The same short forms as in `xlperf check`, to which a name that holds the other is the same, too"""


def _unit_key(ref: str) -> str:
    """A unit's name for comparison."""
    text = bare(ref)
    for long, short in _SHORT:
        text = f'SUBSTITUTE({text},"{long}","{short}")'
    return text


def _sent(sheet: SheetPlan) -> str:
    """1 where a project's sheet has a name or money of its own, else 0; 0 too where it was deleted."""
    name = sheet.ref("name")
    money = [sheet.ref(field) for field, spec in sheet.form.fields.items() if spec.kind == "money" and not spec.compute]
    return f"IF(ISERROR({name}),0,IF(({blank(name)})*(COUNT({','.join(money)})=0),0,1))"
