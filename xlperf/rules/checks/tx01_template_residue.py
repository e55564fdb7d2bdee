"""TX01 模板里的提示没有删改."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.cells import worded_like
from xlperf.rules.indicators import short
from xlperf.rules.scene import Hit, Scene

_RESIDUE = re.compile(
    r"(?P<part>[≥≤><=]?\*{2,}[^，。；）)\n]{0,6}"
    r"|(?<![A-Za-z0-9Xx×])(?:[Xx]{2,}|×{2,})(?![A-Za-z0-9])"
    r"|可从[^。]{2,60}等?方面(?:概括|阐述|说明|分析|填写|描述)[^。]{0,16}"
    r"|[（(](?:请(?:填|写|注明|说明|按|在|根据)|此处|这里填)[^）)]{1,40}[）)]"
    r"|^填写说明|^(?:请|此处)(?:填写|输入|在此)[^。]{0,30})",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"(?:指标|目标|任务)[0-9一二三四五六七八九十]+[:：]?(?:…+|\.{3,})?")
_DOTS = re.compile(r"…+|\.{3,}|。{3,}")
_HINT = re.compile(
    r"\*\*|XX|Xx|xX|xx|××|可从|请|此处|这里填|填写说明"
    r"|指\s*标\s*[0-9一二三四五六七八九十]|目\s*标\s*[0-9一二三四五六七八九十]|任\s*务\s*[0-9一二三四五六七八九十]"
)
"""without one of these there is none of the others: for passing over a form at a glance"""
_PERSONS = ("sign_filler", "sign_head", "sign_phone", "sign_date")


@rule(
    "TX01",
    title="模板里的提示要删掉，换成实际内容",
    subject="文字",
    severity=Severity.CONFIRM,
    message="“{given}”里的“{part}”像是模板的提示或占位符，没有换成实际内容",
    remedy="换成实际的内容；用不着的整行删去。",
    source="表样里的提示语、占位符不是填报内容",
    certainty="推定",
    needs="sent any",
    bad=(
        Example({"dept.indicators.1.level3": "指标1："}, at="dept_indicators.1.level3"),
        Example({"dept.indicators.2.target": "≥**人次"}, at="dept_indicators.2.target"),
        Example({"project.2.goal_expected": "完成XX工程。"}, at="project.2.goal_expected"),
        Example({"dept.goal_actual": "可从履职产出、效益等方面概括完成情况。"}, at="dept_goal_actual"),
        Example({"base.spending.1.name": "……"}, at="base_spending.1.name"),
    ),
)
def template_residue(scene: Scene) -> Iterator[Hit]:
    """指标1： without anything behind it, ≥**人, XX, 可从…等方面概括; a row of dots that has amounts.

    Names of persons are often starred in public versions and are left alone.
    """
    for form in scene.forms():
        for cell in worded_like(scene, form, _HINT):
            if cell.field not in _PERSONS and (part := _residue(cell.text)):
                yield Hit.at(form, cell, short(cell.text, 40), part=short(part, 24))
        yield from (Hit.at(form, cell, cell.text, part=cell.text) for cell in _dotted(form))


def _residue(text: str) -> str:
    found = _RESIDUE.search(text)
    return found["part"].strip() if found else _empty_number(text)


def _empty_number(text: str) -> str:
    """目标2： with nothing behind it nor on the next line."""
    lines = [line for line in (re.sub(r"\s", "", line) for line in text.splitlines()) if line]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if _NUMBERED.fullmatch(line) and (not after or _NUMBERED.match(after) or _DOTS.fullmatch(after)):
            return line
    return ""


def _dotted(form: FilledForm) -> Iterator[Cell]:
    for table in ("spending", "projects"):
        for row in form.rows(table):
            if "name" not in row or not _DOTS.fullmatch(row["name"].text):
                continue
            if any(cell.number for column, cell in row.items() if column not in ("name", "seq")):
                yield row["name"]
