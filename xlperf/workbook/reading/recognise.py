"""Which forms stand where, of which edition and year; and by what that was known."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import attrgetter

from xlperf.errors import UnreadableFile
from xlperf.model.form import Edition
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.values import squeeze
from xlperf.workbook.product import REMOVED, SUGGESTED
from xlperf.workbook.reading.grid import Book, Sheet
from xlperf.workbook.reading.labels import Segment
from xlperf.workbook.reading.wording import core, known_labels

_OWN_SHEETS = ("填报说明", "校验", "_xlperf", "校验结果", "修复记录", "未放入内容", "试算")
"""sheets that templates and converted files of ours have"""
_ADDED_SHEETS = ("校验结果", "规范化预览", "出错说明", "试算", "_xlperf_log")
"""sheets that buttons add to any book; they say in A1 whose they are"""
_SHARE = 0.5
"""of a form's printed labels that must be there to know it without its title"""
_TITLE_LENGTH = 60
_typed = attrgetter("typed")
_ATTACHMENT = re.compile(r"附件\d*:?")
_IN_YEAR = re.compile(r"(20\d\d)年")


def is_own(sheet: Sheet, ours: bool) -> bool:
    """Whether a sheet is one of ours, with nothing of a form on it. `ours`: the book is a template of ours."""
    if ours and (sheet.name in (*_OWN_SHEETS, *_ADDED_SHEETS) or is_removed(sheet)):
        return True
    if sheet.name not in _ADDED_SHEETS:
        return False
    head = sheet.at(0, 0)
    return head is not None and head.typed.startswith("xlperf ")


def is_removed(sheet: Sheet) -> bool:
    """Whether the clerk removed this form with 删除项目表; shown again by hand, it is a form like any other."""
    return sheet.hidden and sheet.name.startswith(REMOVED)


def leave_out_suggestions(book: Book, ours: bool) -> None:
    """Take the columns out of the sheets that the button 计算 wrote beside the forms; sheets of our own stay unread."""
    for sheet in book.sheets:
        if is_own(sheet, ours) or SUGGESTED not in map(_typed, sheet.cells.values()):
            continue
        heads = [at for at, raw in sheet.cells.items() if raw.typed == SUGGESTED]
        for top, column in heads:
            for at in [at for at in sheet.cells if at[1] == column and at[0] >= top]:
                del sheet.cells[at]


def receipt(book: Book) -> dict[str, str]:
    """The marks on the hidden sheet of our templates: edition, version, year, digest; {} elsewhere."""
    hidden = next((sheet for sheet in book.sheets if sheet.name == "_xlperf"), None)
    if hidden is None:
        return {}
    pairs = ((hidden.at(row, 0), hidden.at(row, 1)) for row in range(hidden.height))
    return {key.typed.removeprefix("xlperf_"): value.typed for key, value in pairs if key and value}


def segments_of(book: Book, ours: bool) -> list[Segment]:
    """Every form on every sheet, top to bottom. Raises UnreadableFile if there is none."""
    segments: list[Segment] = []
    for sheet in book.sheets:
        if not is_own(sheet, ours):
            segments += _by_titles(sheet) or _by_labels(sheet)
    if not segments:
        raise UnreadableFile("没有找到绩效自评的表（附件1、附件2、附件3或汇总表），可能报错了文件")
    return segments


@cache
def _editions() -> Sequence[Edition]:
    return [load_edition(name) for name in edition_ids()]


@cache
def _titles() -> Sequence[tuple[str, str]]:
    """Titles of all editions with their forms, the longest first: it says most."""
    titles = {
        (len(title), form_id, title)
        for edition in _editions()
        for form_id, form in edition.forms.items()
        for title in form.titles
    }
    return [(title, form_id) for _, form_id, title in sorted(titles, reverse=True)]


@lru_cache(maxsize=20_000)
def _form_of_title(text: str) -> str:
    label = squeeze(text)
    if len(label) > _TITLE_LENGTH or "报告" in label or label.endswith(("。", "；")):
        return ""
    return next((form_id for title, form_id in _titles() if title in label), "")


def _by_titles(sheet: Sheet) -> list[Segment]:
    titles = sorted(
        (at, raw.typed, form)
        for at, raw in sheet.cells.items()
        if isinstance(raw.value, str) and (form := _form_of_title(raw.typed))
    )
    if not titles:
        return []
    tops = [0, *(_with_attachment(sheet, at[0]) for at, _, _ in titles[1:]), sheet.height]
    return [Segment(sheet, form, tops[n], tops[n + 1], text, at) for n, (at, text, form) in enumerate(titles)]


def _with_attachment(sheet: Sheet, row: int) -> int:
    """The row of 附件2 above a title belongs to it."""
    above = [raw for (r, _), raw in sheet.cells.items() if r == row - 1]
    return row - 1 if any(_ATTACHMENT.fullmatch(squeeze(raw.typed)) for raw in above) else row


def _by_labels(sheet: Sheet) -> list[Segment]:
    """A form whose title is lost is known by its labels."""
    texts = {core(raw.typed) for raw in sheet.cells.values() if isinstance(raw.value, str)}
    best = max(
        ((len(labels & texts) / len(labels), form_id) for labels, form_id in _labels_of_forms()), default=(0.0, "")
    )
    return [Segment(sheet, best[1], 0, sheet.height, "", (0, 0))] if best[0] >= _SHARE else []


@cache
def _labels_of_forms() -> Sequence[tuple[frozenset[str], str]]:
    """What each form of each edition prints, of any year."""
    return [
        (known_labels(edition, form, 0), form_id) for edition in _editions() for form_id, form in edition.forms.items()
    ]


def recognise(segments: Sequence[Segment], marks: dict[str, str]) -> tuple[Edition, str]:
    """The edition, and in Chinese by what it was known."""
    if marks.get("edition") in edition_ids():
        return load_edition(marks["edition"]), "凭隐藏页上的版本标记"
    forms = {segment.form for segment in segments}
    text = "\n".join(squeeze(raw.typed) for segment in segments for _, raw in segment.cells)

    shared = {edition.edition: len(forms & set(edition.forms)) for edition in _editions()}

    def fitness(edition: Edition) -> tuple[float, int]:
        hits = sum(squeeze(mark) in text for mark in edition.marks)
        return hits / len(edition.marks), hits

    most = max(shared.values())
    best = max((edition for edition in _editions() if shared[edition.edition] == most), key=fitness)
    found = [mark for mark in best.marks if squeeze(mark) in text]
    said = "凭表内用语" + "".join(f"“{mark}”" for mark in found)
    return best, said if found else "没有本地用语，按表名取最接近的版本"


def year_of(segment: Segment, marks: dict[str, str]) -> int | None:
    """The year that a form is for: of its title, else the nearest 20xx年度 above the table, else the template's mark."""
    if match := _IN_YEAR.search(squeeze(segment.title)):
        return int(match[1])
    for (row, _), raw in segment.cells:
        if row > segment.title_cell[0] + 2:
            break
        if match := _IN_YEAR.search(squeeze(raw.typed)):
            return int(match[1])
    return int(marks["year"]) if marks.get("year", "").isdigit() else None
