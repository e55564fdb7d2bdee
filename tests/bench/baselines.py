"""Baselines (对照): what a user would write with pandas, and the floor that no reader of .xlsx can go below.

    python -m tests.bench.baselines VARIANT FOLDER FILES OUT.xlsx

naive             pandas.read_excel for each sheet: opens the file anew every time
onefile           one pandas.ExcelFile for each file
onefile_calamine  the same with python-calamine instead of openpyxl
floor             unpack every part and let expat run over the XML, with nobody listening
reading           read_submission, nothing else

Prints JSON: files, and what they alone took, without start and imports: `loop` processor seconds, `loop_wall` seconds.
"""

import json
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat

UNIT = ["单位名称", "年初预算", "全年预算", "全年执行", "执行率", "总分", "项目数"]
_BASE, _INDICATORS = slice(2, 23), slice(13, None)
"""rows of 附件1 with figures; rows of 附件2, 附件3 from the first indicator on (附件3 has its own first row)"""


def main(variant: str, folder: str, count: str, out: str) -> None:
    """Run one variant over the first files of a folder."""
    files = sorted(Path(folder).glob("*.xlsx"))[: int(count)]
    cpu, wall = _VARIANTS[variant](files, Path(out))
    done = {"loop": time.process_time() - cpu, "loop_wall": time.perf_counter() - wall}
    print(json.dumps({"variant": variant, "files": len(files)} | done))


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _with_pandas(engine: str, *, once: bool) -> Callable[[Sequence[Path], Path], tuple[float, float]]:
    def variant(files: Sequence[Path], out: Path) -> tuple[float, float]:
        import pandas as pd

        began = _now()
        units: list[list[Any]] = []
        base: list[Any] = []
        indicators: list[Any] = []
        for path in files:
            if once:
                with pd.ExcelFile(path, engine=engine) as book:
                    read = partial(pd.read_excel, book, header=None)
                    _take(book.sheet_names, read, units, base, indicators)
            else:
                names = pd.ExcelFile(path, engine=engine).sheet_names
                _take(names, partial(pd.read_excel, path, header=None, engine=engine), units, base, indicators)
        with pd.ExcelWriter(out) as writer:
            pd.DataFrame(units, columns=UNIT).to_excel(writer, sheet_name="单位", index=False)
            pd.concat(base, ignore_index=True).to_excel(writer, sheet_name="基础数据", index=False)
            pd.concat(indicators, ignore_index=True).to_excel(writer, sheet_name="指标", index=False)
        return began

    return variant


def _take(
    names: Sequence[str], read: Callable[..., Any], units: list[list[Any]], base: list[Any], indicators: list[Any]
) -> None:
    """One workbook: a line for the unit, its figures of 附件1, its indicators."""
    first, dept = read(sheet_name="附件1"), read(sheet_name="附件2")
    unit = dept.iloc[2, 3]
    rows = first.iloc[_BASE, 0:7].copy()
    rows.insert(0, "unit", unit)
    base.append(rows)
    sheets = [("附件2", dept)] + [(name, read(sheet_name=name)) for name in names if name.startswith("附件3")]
    projects = 0
    for name, sheet in sheets:
        if name != "附件2" and not isinstance(sheet.iloc[2, 3], str):
            continue  # a sheet that the unit did not need
        projects += name != "附件2"
        rows = sheet.iloc[_INDICATORS, 1:9].dropna(subset=sheet.columns[[3, 4]], how="all").copy()
        rows.insert(0, "sheet", name)
        rows.insert(0, "unit", unit)
        indicators.append(rows)
    total = dept[dept[0] == "总分"].index[0]
    units.append([unit, *dept.iloc[4, 3:6], dept.iloc[4, 7], dept.iloc[total, 7], projects])


# Each variant tells when it began with the files.


def _floor(files: Sequence[Path], _out: Path) -> tuple[float, float]:
    began = _now()
    for path in files:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                expat.ParserCreate().Parse(package.read(name), True)
    return began


def _reading(files: Sequence[Path], _out: Path) -> tuple[float, float]:
    from xlperf.usecases.rolling.garbage import seldom
    from xlperf.workbook.read import read_submission

    read_submission(files[0])  # definitions are loaded once
    seldom()  # as the processes of a roll-up do
    began = _now()
    for path in files:
        read_submission(path)
    return began


_VARIANTS: dict[str, Callable[[Sequence[Path], Path], tuple[float, float]]] = {
    "naive": _with_pandas("openpyxl", once=False),
    "onefile": _with_pandas("openpyxl", once=True),
    "onefile_calamine": _with_pandas("calamine", once=True),
    "floor": _floor,
    "reading": _reading,
}


if __name__ == "__main__":
    main(*sys.argv[1:5])
