"""The two lists of the register and their columns; how a head is known and a cell's words are understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xlperf.model.register import FORMS
from xlperf.model.values import squeeze, tidy
from xlperf.scoring.measure.dates import find_dates

UNITS, PROJECTS = "应报单位", "应报项目"


@dataclass(frozen=True, slots=True)
class Column:
    """`label` as the template prints it, `names` by which it is known besides; width in characters; hint for the entry."""

    key: str
    label: str
    width: float
    hint: str
    names: tuple[str, ...] = ()


UNIT_COLUMNS = (
    Column("code", "单位编码", 14, "预算单位编码，每个单位一个。没有编码的可以空着。", ("编码", "预算单位编码", "预算编码", "单位代码")),
    Column("name", "单位名称", 34, "必填。照单位在表上写的全称填。", ("单位", "单位全称", "预算单位", "预算单位名称", "部门名称", "预算部门名称")),
    Column("aliases", "别名", 30, "单位在表上可能写的其他名称，几个之间用、或；隔开。", ("单位别名", "简称", "曾用名")),
    Column("department", "主管科室", 16, "局里管这个单位的科室，可以空着。", ("归口科室", "业务科室", "主管处室")),
    Column("contact", "联系人/电话", 22, "催报时找谁，可以空着。", ("联系人及电话", "联系人、电话", "联系人电话", "联系人")),
    Column("due", "截止日期", 16, "最后一天，当天报来不算迟。填日期，或写 2024年3月31日。", ("报送期限", "截止时间", "报送截止日期", "期限")),
    Column("forms", "应报表", 24, "如：附件1、附件2。空着表示这一套的表都要报；没有项目的单位请写明附件1、附件2。", ("应报表格", "应报附件")),
    Column("note", "备注", 28, "可以空着。", ("说明",)),
)  # fmt: skip
PHONE = Column("phone", "电话", 0, "", ("联系电话", "联系方式", "手机", "手机号", "手机号码", "办公电话"))
"""a column of its own in some lists; it is put together with the contact"""
PROJECT_COLUMNS = (
    Column("code", "单位编码", 14, "与“应报单位”页的单位编码一致。", ("编码", "预算单位编码", "预算编码", "单位代码")),
    Column("unit", "单位名称", 34, "单位没有编码时填名称；有编码的可以空着。", ("单位", "单位全称", "预算单位", "预算单位名称")),
    Column("name", "项目名称", 40, "必填。要报附件3的项目，一行一个。", ("项目", "一级项目名称", "应报项目")),
    Column("aliases", "别名", 34, "项目在表上可能写的其他名称，几个之间用；隔开。", ("项目别名", "简称", "曾用名")),
    Column("note", "备注", 28, "可以空着。", ("说明",)),
)  # fmt: skip

_TIME = re.compile(r"(?<=\d)\s+\d{1,2}:\d{2}(:\d{2})?$")
_BEFORE = re.compile(r"(以前|之前|前)$")
_RUN = re.compile(r"附件(\d)(?:-+|—+|–|~|至|到)(?:附件)?(\d)")
_LISTS = ("项目汇总表", "汇总表", "汇总", "项目清单")


def by_head(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    """Squeezed head → column."""
    return {squeeze(name): column for column in columns for name in (column.label, *column.names)}


def head_of(typed: str) -> str:
    """A head for comparison: without stars and what stands in brackets, 单位名称*（必填） → 单位名称."""
    return re.sub(r"[*:]|\([^)]*\)", "", squeeze(typed))


def split_names(typed: str, *, commas: bool) -> tuple[str, ...]:
    """Several names in one cell. `commas`: 、 and ， part them too (a project's name may hold them)."""
    pieces = re.split(r"[、，,；;\n]" if commas else r"[；;\n]", typed)
    return tuple(dict.fromkeys(filter(None, map(tidy, pieces))))


def read_forms(typed: str) -> tuple[tuple[str, ...], str]:
    """附件1、附件2 → ids of the forms; the second is what could not be read, "" if nothing. 全部 → ()."""
    text = squeeze(typed)
    if text in ("", "全部", "全套", "所有"):
        return (), ""
    text = _RUN.sub(lambda run: "、".join(f"附件{n}" for n in range(int(run[1]), int(run[2]) + 1)), text)
    found: list[str] = []
    for word in filter(None, re.split(r"[、,;/+和及]", text)):
        label = "项目汇总表" if word in _LISTS else f"附件{word}" if word in "123" else word
        if label not in FORMS:
            return (), word
        found.append(FORMS[label])
    return tuple(form for form in FORMS.values() if form in found), ""


def read_day(value: object, typed: str) -> tuple[date | None, str]:
    """A day from a date cell, or a text such as 2024年3月31日前; the second says in Chinese what is wrong with it."""
    if isinstance(value, date):
        return value, ""
    text = squeeze(_BEFORE.sub("", _TIME.sub("", tidy(typed))))
    if re.fullmatch(r"20\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    spans = find_dates(text, year=None, dotted=False)
    whole = spans[0] if len(spans) == 1 and (spans[0].begin, spans[0].end) == (0, len(text)) else None
    if whole and whole.problem:
        return None, whole.problem
    if whole and whole.last and not whole.whole_period:
        return whole.last, ""
    if whole and whole.last is None:
        return None, f"“{tidy(typed)}”没有写年份，请写成 2024年3月31日 这样"
    if re.fullmatch(r"[45]\d{4}", text):
        return None, f"“{text}”像是没有按日期显示的日期，请把单元格格式改成日期"
    return None, f"读不出“{tidy(typed)}”是哪一天，请填日期，或写成 2024年3月31日 这样"
