"""Origins (出处): the unit's file behind a row, whether it is still the same, and what stands in it now."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from xlperf.errors import UnreadableFile
from xlperf.model.address import a1, row_column
from xlperf.model.submission import Cell, Submission
from xlperf.model.values import show
from xlperf.rollup.parts import File, Part
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.rows import NOTHING, Stored, Value
from xlperf.rollup.readback.table import Origin, ReadTable, table_of
from xlperf.rollup.sheets.base import ADDED
from xlperf.usecases.faults import cannot_read
from xlperf.usecases.tracing.tree import Leaf, Now, State, text_of
from xlperf.workbook.read import read_submission_bytes
from xlperf.workbook.reading.grid import Book, load_book_bytes
from xlperf.workbook.reading.parts import content_of

LEDGER = "收件台账"
_MONEY = {"年初预算数": "initial", "全年预算数": "budget", "全年执行数": "executed"}
_FIELDS = {
    "自报": ("total_rate", "rate"), "自评总分": ("sum_score", "score"), "三级指标": ("level3",), "年度指标值": ("target",),
    "实际完成值": ("actual",), "分值": ("points",), "得分": ("score",), "偏差原因及改进措施": ("reason",), **{k: (v,) for k, v in _MONEY.items()},
}  # fmt: skip
"""column of the roll-up → what the field is called at its end"""
_WIDE = 400
"""cells of a row's origin that are looked at"""


@dataclass
class Found:
    """A unit's file as it is now. `state` says whether it is the one that was rolled up; `why` it could not be read."""

    state: State
    path: Path | None = None
    content: bytes = b""
    why: str = ""
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    @cached_property
    def submission(self) -> Submission | None:
        """As read; None where it cannot be read any more (why, is said)."""
        if self.path is None or not self.content:
            return None
        try:
            found = read_submission_bytes(self.path.name, self.content)
        except UnreadableFile as fault:
            self.why = str(fault)
            return None
        for cell in _every(found):
            self.cells.setdefault((cell.sheet, cell.address), cell)
        return found

    @cached_property
    def book(self) -> Book | None:
        """All cells, also those that no form has."""
        try:
            return load_book_bytes(self.path.name, self.content) if self.path and self.content else None
        except UnreadableFile as fault:
            self.why = str(fault)
            return None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its forms as the roll-up takes them."""
        submission = self.submission
        if submission is None:
            return ()
        return File(submission.file, "", submission.sha256, submission, (), submission.unit).parts[:-1]

    def now(self, sheet: str, address: str) -> Now:
        """What stands in a cell now."""
        cell = self.cells.get((sheet, address)) if self.submission else None
        if cell is not None:
            return Now(sheet, address, cell.typed, _read(cell))
        there = next((s for s in self.book.sheets if s.name == sheet), None) if self.book else None
        try:
            raw = there.cells.get(row_column(address)) if there else None
        except UnreadableFile:
            raw = None
        return Now(sheet, address, raw.typed if raw else "", "")


class Files:
    """The units' files of a roll-up, each opened once. `folder`: where they lie now, None: where the links lead."""

    def __init__(self, book: RolledUp, folder: Path | None) -> None:
        self._book, self._folder = book, folder
        self._known: dict[tuple[str, str], Found] = {}

    @cached_property
    def _links(self) -> dict[str, str]:
        """File → its path from the roll-up's folder, as 收件台账 links it."""
        ledger = table_of(self._book, LEDGER) if LEDGER in self._book.sheets else None
        if ledger is None:
            return {}
        links = self._book.file_links(LEDGER)
        return {str(values.get("文件")): links[row] for row, values in ledger.lines() if row in links}

    def leaf(self, origin: Origin, table: ReadTable, column: int, cells: dict[int, Stored]) -> Leaf:
        """The origin of one figure with what stands there now."""

        headers = table.headers_for(column)

        def said(header: str) -> str | None:
            return text_of(cells.get(headers.get(header, -1), NOTHING).value)

        found = self._found(origin)
        leaf = Leaf(
            said("单位") or "", origin.file, origin.sheet, origin.cell, origin.sha256,
            typed=said("原填"), read=said("读作"), repair=said("修复") or "",
            state=found.state, path=str(found.path or ""),
        )  # fmt: skip
        leaf.now, exact = self._now(found, origin, table.headers.get(column, ("", ""))[1])
        leaf.why = found.why
        if found.state == "same":
            leaf.agrees = True
        elif leaf.typed is not None and len(leaf.now) == 1:
            typed = "" if leaf.typed == ADDED.value else leaf.typed
            leaf.agrees = leaf.now[0].typed.strip() == typed.strip()
        elif exact:
            leaf.agrees = _comes_to(leaf.now, cells.get(column, NOTHING).value)
        return leaf

    def _found(self, origin: Origin) -> Found:
        key = origin.file, origin.sha256
        if key not in self._known:
            self._known[key] = self._open(origin)
        return self._known[key]

    def _open(self, origin: Origin) -> Found:
        if self._folder is not None:
            paths = [self._folder / origin.file, self._folder / Path(origin.file).name]
        else:
            link = re.sub(r"^file://(?:/(?=[A-Za-z]:))?", "", self._links.get(origin.file, ""))
            if not link:
                return Found("unlinked")
            paths = [self._book.path.resolve().parent / link]
        path = next((path for path in paths if path.is_file()), paths[0])
        try:
            content = content_of(path)
        except FileNotFoundError:
            return Found("gone", path)
        except (OSError, UnreadableFile) as fault:
            return Found(
                "unreadable", path, why=str(fault) if isinstance(fault, UnreadableFile) else cannot_read(fault)
            )
        same = hashlib.sha256(content).hexdigest() == origin.sha256
        return Found("same" if same else "changed", path, content)

    def _now(self, found: Found, origin: Origin, header: str) -> tuple[list[Now], bool]:
        """The cells behind a figure, and whether just these; where the column does not say which, all of the row's."""
        if not found.content or not origin.sheet:
            return [], False
        addresses = list(_addresses(origin.cell))
        known = [found.cells.get((origin.sheet, address)) for address in addresses] if found.submission else []
        chosen = [cell for cell in known if cell is not None and _named(cell, header)]
        if header in _MONEY and len(chosen) != 1:
            chosen = _money(found, origin.sheet, set(addresses), _MONEY[header]) or chosen
        if chosen:
            return [Now(cell.sheet, cell.address, cell.typed, _read(cell)) for cell in chosen], True
        every = (found.now(origin.sheet, address) for address in addresses[:_WIDE])
        return [now for now in every if now.typed or len(addresses) == 1], False


def _comes_to(now: Sequence[Now], value: Value) -> bool:
    """Whether the cells as they are now still give the roll-up's figure."""
    if len(now) == 1 and text_of(value) in (now[0].read, now[0].typed.strip()):
        return True
    try:
        return isinstance(value, Decimal) and sum(Decimal(one.read) for one in now if one.read) == value
    except InvalidOperation:
        return False


def _named(cell: Cell, header: str) -> bool:
    return cell.field.rpartition(".")[2] in _FIELDS.get(header, ())


def _money(found: Found, sheet: str, addresses: set[str], kind: str) -> list[Cell]:
    """The cells of the form's money, where the form is the one that the row speaks of."""
    for part in found.parts:
        if part.filled.sheet == sheet and part.kind in ("dept", "project", "list"):
            cells = [cell for field in part.money_cells(kind) for cell in field if not cell.is_blank]
            if cells and any(cell.address in addresses for cell in cells):
                return cells
    return []


def _every(submission: Submission) -> Iterator[Cell]:
    for form in submission.forms:
        yield from form.every_cell()
        yield from form.extras
    yield from submission.unplaced


def _read(cell: Cell) -> str:
    if cell.state == "unreadable":
        return f"未能读出：{cell.problem}"
    if cell.state == "none":
        return "（不适用）"
    return "" if cell.value is None else show(cell.value) if isinstance(cell.value, Decimal) else str(cell.value)


def _addresses(said: str) -> Iterator[str]:
    """E9, E9:I9, or several of them with blanks between."""
    for one in said.split():
        if not re.fullmatch(r"[A-Z]{1,3}[0-9]+(:[A-Z]{1,3}[0-9]+)?", one):
            continue
        first, _, last = one.partition(":")
        top, left = row_column(first)
        bottom, right = row_column(last or first)
        if (bottom - top + 1) * (right - left + 1) > _WIDE:
            yield first
            continue
        yield from (a1(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
