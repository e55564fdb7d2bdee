"""Write the roll-up workbook (汇总工作簿): whole or not at all."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from xlperf.errors import OperatorError
from xlperf.rollup.content import Content
from xlperf.rollup.ledger import Ledger
from xlperf.rollup.packing import unpack_blocks, unpack_keyed, unpack_revision
from xlperf.rollup.page import Page
from xlperf.rollup.pieces import Piece, deflated
from xlperf.rollup.ruling import RuleText
from xlperf.rollup.sheets import Sheet, all_sheets
from xlperf.rollup.splice import Joint, splice
from xlperf.rollup.styles import LONG_STYLES, Styles, style_index
from xlperf.rollup.table import write_table

TITLE = "绩效自评汇总"
"""by which the file is known again as a roll-up"""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class RowStore(Protocol):
    """Where the finished rows lie."""

    def rows(self, sheet: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The packed rows of a sheet for the files named, in this order; files without rows there are left out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """accepted + refused + superseded + duplicate = files; the rest counts what stands in the sheets of the same name.

    A unit with two years counts once; findings are those that follow from no other.
    """

    files: int
    accepted: int
    refused: int
    superseded: int
    duplicate: int
    units: int
    projects: int
    indicators: int
    findings: int


def write_rollup(
    settled: Ledger, store: RowStore, path: Path, *, made_on: date, rules: Mapping[str, RuleText] | None = None
) -> Counts:
    """Write the workbook to `path` from settled files; the same files and day give the same bytes.

    `rules`: what is printed of the rules, by code. The file is written beside its place and then renamed. Raises
    OperatorError where it cannot be written (open in a spreadsheet program, no right, no space).
    """
    content = Content(settled, made_on, rules or {})
    refuse_open(path)
    plain, part = (path.with_name(f".{path.name}.{os.getpid()}.{n}.tmp") for n in (1, 2))
    try:
        _write(plain, content)
        splice(plain, part, _joints(content, store))
        part.replace(path)
    except (OSError, XlsxWriterException) as fault:
        raise OperatorError(_said(path, fault)) from fault
    finally:
        plain.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return Counts(
        **asdict(content.balance),
        units=content.count_units,
        projects=len(content.projects),
        indicators=content.table("指标").count_rows,
        findings=sum(sum(part.found.values()) for unit in content.accepted for _, part in unit.parts),
    )


def _write(part: Path, content: Content) -> None:
    book = Workbook(str(part), OPTIONS)
    book.set_properties(
        {
            "title": TITLE,
            "author": "xlperf",
            "created": datetime(content.made_on.year, content.made_on.month, content.made_on.day),
        }
    )
    book.set_size(2400, 1400)
    styles = Styles(book)
    numbers = styles.long_indices()
    assert all(numbers[parts] == style_index(parts) for parts in LONG_STYLES), "finished rows would get other formats"
    for sheet in all_sheets():
        page = Page(book, styles, sheet.name)
        if sheet.table is not None or sheet.long:
            write_table(page, content.table(sheet.name))
            if sheet.above is not None:
                sheet.above(page, content)
        elif sheet.write is not None:
            sheet.write(page, content)
    book.close()


# ── the long tables ──


def _joints(content: Content, store: RowStore) -> dict[str, Joint]:
    """What is joined, by the part of each sheet in the workbook."""
    joints = {}
    for number, sheet in enumerate(all_sheets(), 1):
        if sheet.long and content.table(sheet.name).spliced:
            joint = _revisions if sheet.revisions else _keyed if sheet.key else _in_order
            joints[f"xl/worksheets/sheet{number}.xml"] = joint(content, store, sheet)
    return joints


def _in_order(content: Content, store: RowStore, sheet: Sheet) -> Joint:
    """Rows unit by unit."""
    wanted = [
        (entry.name, [number for number, part in entry.parts if sheet.name in part.rows])
        for unit in content.accepted
        for entry in unit.entries
    ]
    measures = tuple(
        part.rows[sheet.name]
        for unit in content.accepted
        for entry in unit.entries
        for _, part in entry.parts
        if sheet.name in part.rows
    )

    def data() -> Iterator[bytes]:
        numbers = dict(wanted)
        for name, packed in store.rows(sheet.name, [name for name, parts in wanted if parts]):
            blocks = unpack_blocks(packed)
            yield from (blocks[number] for number in numbers[name])

    return Joint(measures, data, content.table(sheet.name).last + 1)


def _keyed(content: Content, store: RowStore, sheet: Sheet) -> Joint:
    """Rows in the order of a key, those of one key in the order of the units."""
    entries = {entry.name: {n for n, _ in entry.parts} for unit in content.accepted for entry in unit.entries}
    rows: dict[str, list[str]] = {}
    for name, packed in store.rows(sheet.name, entries):
        for number, found in enumerate(unpack_keyed(packed)):
            for key, xml in found if number in entries[name] else ():
                rows.setdefault(key, []).append(xml)
    pieces = [_piece(rows[key]) for key in sorted(rows)]
    return Joint(tuple(pieces), lambda: (piece.data for piece in pieces), content.table(sheet.name).last + 1)


def _revisions(content: Content, store: RowStore, sheet: Sheet) -> Joint:
    """Rows of what units changed, file by file."""
    found = content.settled.revisions
    measures = tuple(measure for revision in found for measure in revision.measures)

    def data() -> Iterator[bytes]:
        for _, packed in store.rows(sheet.name, [revision.entry.name for revision in found]):
            yield from unpack_revision(packed)[2]

    return Joint(measures, data, content.table(sheet.name).last + 1)


def _piece(rows: Sequence[str]) -> Piece:
    return deflated("".join(rows).encode("utf-8", "replace"), len(rows))


def refuse_open(path: Path) -> None:
    """Excel and WPS lay ~$name beside an open book, LibreOffice .~lock.name#; renaming over it would lose one of them."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise OperatorError(
                f"{path.name} 正在表格软件里打开，请先关闭再汇总；如果并没有打开，请删除旁边的锁文件 {lock.name}"
            )


def _said(path: Path, fault: Exception) -> str:
    cause = fault if isinstance(fault, OSError) else fault.__cause__ or fault.__context__ or fault
    why = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"无法写入 {path}：{why}。文件如果正在打开，请先关闭；否则请检查文件夹是否存在、能否写入、磁盘是否已满"
