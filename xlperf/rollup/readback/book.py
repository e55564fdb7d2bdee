"""A roll-up opened again (读回的汇总工作簿): sheets by name; only what is asked for is read, long sheets as a stream."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

from lxml import etree

from xlperf.errors import OperatorError
from xlperf.model.address import row_column
from xlperf.rollup.readback.rows import NOTHING, Cells, Raw, Stored, Value, read_strings, stream_rows
from xlperf.rollup.write import TITLE

_SMALL = 32 << 20
"""sheets up to this size are kept once read"""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, EOFError, NotImplementedError)
_AREA = re.compile(r"\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$|\$(\d+):\$(\d+)$")


class RolledUp:
    """An opened roll-up. Rows count from 1, as people see them; columns from 0.

    `made`: the day on which it was written (2024-05-31). Raises OperatorError for a file that is not there, not a workbook, or no roll-up of ours.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _said(path):
            self._zip = zipfile.ZipFile(path)
            core = self._xml("docProps/core.xml") if "docProps/core.xml" in self._zip.namelist() else ()
            told = {etree.QName(e).localname: e.text or "" for e in core if isinstance(e.tag, str)}
            if told.get("title") != TITLE or told.get("creator") != "xlperf":
                raise OperatorError(f"{path} 不是 xlperf 写的汇总工作簿（xlperf rollup 的结果）")
            self.made = told.get("created", "")[:10]
            self._workbook = self._xml("xl/workbook.xml")
            self._parts = self._sheet_parts()
        self._cells = Cells(lambda number: self._strings[number])
        self._rows: dict[str, list[Raw]] = {}
        self._columns: dict[tuple[str, int], list[Value]] = {}
        self._found: dict[tuple[str, int], dict[int, Stored]] = {}

    def __enter__(self) -> "RolledUp":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets in the book's order."""
        return tuple(self._parts)

    @cached_property
    def names(self) -> Mapping[tuple[str, str], str]:
        """(name, sheet) → what it stands for: filters, print titles."""
        sheets = self.sheets
        return {
            (str(e.get("name")), sheets[int(str(e.get("localSheetId")))]): e.text or ""
            for e in self._workbook.iter("{*}definedName")
            if e.get("localSheetId") and int(str(e.get("localSheetId"))) < len(sheets)
        }

    def named_rows(self, name: str, sheet: str) -> tuple[int, int] | None:
        """First and last row of a defined name of the sheet; None where there is none such."""
        found = _AREA.search(self.names.get((name, sheet), ""))
        if not found:
            return None
        first, last = (found[2], found[4] or found[2]) if found[2] else (found[5], found[6])
        return int(first), int(last)

    def rows(self, sheet: str) -> Iterator[tuple[int, dict[int, Stored]]]:
        """All rows with all their cells."""
        return ((number, self._cells.all(row)) for number, row in self._raw(sheet))

    def row(self, sheet: str, number: int) -> dict[int, Stored]:
        """One row."""
        return self.some_rows(sheet, [number])[number]

    def some_rows(self, sheet: str, numbers: Sequence[int]) -> dict[int, dict[int, Stored]]:
        """Several rows, found in one go; {} for those that are not there."""
        missing = {number for number in numbers if (sheet, number) not in self._found}
        if missing:
            last = max(missing)
            for number, row in self._raw(sheet):
                if number > last:
                    break
                if number in missing:
                    self._found[sheet, number] = self._cells.all(row)
        return {number: self._found.setdefault((sheet, number), {}) for number in numbers}

    def cell(self, sheet: str, row: int, column: int) -> Stored:
        """One cell."""
        return self.row(sheet, row).get(column, NOTHING)

    def columns(self, sheet: str, columns: Sequence[int]) -> list[list[Value]]:
        """Whole columns from row 1 on, in one go."""
        missing = sorted({column for column in columns if (sheet, column) not in self._columns})
        if missing:
            made: list[list[Value]] = [[] for _ in missing]
            for number, row in self._raw(sheet):
                gap = number - 1 - len(made[0])
                for values, value in zip(made, self._cells.some(row, missing), strict=True):
                    if gap > 0:
                        values.extend([None] * gap)
                    values.append(value)
            self._columns |= {(sheet, column): values for column, values in zip(missing, made, strict=True)}
        return [self._columns[sheet, column] for column in columns]

    def file_links(self, sheet: str) -> dict[int, str]:
        """Row → the file that the row's first link leads to, as a path from the folder of the roll-up."""
        part = self._parts[sheet]
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._zip.namelist():
            return {}
        goals = {str(e.get("Id")): str(e.get("Target")) for e in self._xml(relations)}
        links: dict[int, str] = {}
        for element in self._xml(part).iter("{*}hyperlink"):
            goal = next((goals.get(str(v), "") for k, v in element.items() if str(k).endswith("}id")), "")
            if goal:
                links.setdefault(row_column(str(element.get("ref")).partition(":")[0])[0] + 1, unquote(goal))
        return links

    # ── the package ──

    def _raw(self, sheet: str) -> Iterator[Raw]:
        if sheet in self._rows:
            yield from self._rows[sheet]
            return
        part = self._parts[sheet]
        with _said(self.path), self._zip.open(part) as stream:
            if self._zip.getinfo(part).file_size > _SMALL:
                yield from stream_rows(stream)
                return
            self._rows[sheet] = list(stream_rows(stream))
        yield from self._rows[sheet]

    @cached_property
    def _strings(self) -> list[str]:
        part = "xl/sharedStrings.xml"
        return read_strings(self._zip.read(part)) if part in self._zip.namelist() else []

    def _xml(self, part: str) -> etree._Element:
        return etree.fromstring(self._zip.read(part), _PARSER)

    def _sheet_parts(self) -> dict[str, str]:
        goals = {str(e.get("Id")): str(e.get("Target")) for e in self._xml("xl/_rels/workbook.xml.rels")}
        parts = {}
        for element in self._workbook.iter("{*}sheet"):
            goal = next((goals[str(v)] for k, v in element.items() if str(k).endswith("}id")), "")
            parts[str(element.get("name"))] = goal.lstrip("/") if goal.startswith("/") else f"xl/{goal}"
        return parts


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """What is wrong with the file, in Chinese."""
    try:
        yield
    except FileNotFoundError as fault:
        raise OperatorError(f"找不到 {path}，请检查路径是否写对") from fault
    except IsADirectoryError as fault:
        raise OperatorError(f"{path} 是文件夹，这里要写汇总工作簿") from fault
    except PermissionError as fault:
        raise OperatorError(f"{path} 打不开：没有读取的权限，或正在别的程序里打开") from fault
    except _BROKEN as fault:
        raise OperatorError(f"{path} 不是完好的 Excel 工作簿（.xlsx），读不出来") from fault
