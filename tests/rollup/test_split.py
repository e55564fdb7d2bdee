"""Tables that are too long for one sheet go on on others: no row is lost, and links, trace and diff find them there."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commandline import run
from tests.usecases.season import convert
from xlperf.errors import OperatorError
from xlperf.rollup.sheets import all_sheets, long_sheets
from xlperf.rollup.split import split_table
from xlperf.rollup.write import write_rollup
from xlperf.usecases import rolling
from xlperf.usecases.comparing import compare_rollups
from xlperf.usecases.rolling import making
from xlperf.usecases.tracing import trace

pytestmark = pytest.mark.xdist_group("split")  # what its fixtures make takes long: once, not once a process

SMALL = 50
LONG = [sheet.name for sheet in all_sheets() if sheet.long]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roll-up on sheets of a million rows, and the same on sheets of fifty; the CLI's words for the latter."""
    made = tmp_path_factory.mktemp("desk")
    wrong: dict[str, str | None] = {"dept.total_executed": "3", "dept.indicators.1.score": "99", "dept.sum_score": "7"}
    for n in range(6):
        convert(made / "收件" / f"{n}.xlsx", f"第{n}局", wrong)
    convert(made / "收件" / "又0.xlsx", "第0局", wrong | {"dept.sign_date": "2024年4月1日"})
    rolling.roll_up(made / "收件", made / "整.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "write_rollup", partial(write_rollup, max_rows=SMALL))
        said = run("rollup", str(made / "收件"), "--out", str(made / "分.xlsx"))
        assert said.code == 0
    (made / "said.txt").write_text(said.out, encoding="utf-8")
    return made


def _sheets(book: Any, name: str) -> list[Any]:
    return [
        book[sheet]
        for sheet in book.sheetnames
        if sheet == name or (sheet.removeprefix(name).isdecimal() and sheet.startswith(name))
    ]


def _rows(book: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """Of all sheets of a table, in their order."""
    for page in _sheets(book, name):
        first = int(page.auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert page.max_row < SMALL or len(_sheets(book, name)) == 1
        yield from page.iter_rows(min_row=first + 1, values_only=True)


def test_all_rows_are_there_in_their_order(desk: Path) -> None:
    whole, split = (openpyxl.load_workbook(desk / f"{name}.xlsx") for name in ("整", "分"))
    several = [name for name in LONG if len(_sheets(split, name)) > 1]
    assert {"基础数据", "资金", "指标", "问题按规则"} <= set(several)
    for name in LONG:
        assert list(_rows(split, name)) == list(_rows(whole, name)), name


def test_a_unit_is_not_parted(desk: Path) -> None:
    split = openpyxl.load_workbook(desk / "分.xlsx")
    units = [{row[0].value for row in page.iter_rows(min_row=5)} for page in _sheets(split, "指标")]
    assert len(units) > 2 and sum(map(len, units)) == len(set().union(*units))


def test_it_is_said(desk: Path) -> None:
    split = openpyxl.load_workbook(desk / "分.xlsx")
    names = [page.title for page in _sheets(split, "指标")]
    assert f"“指标”的行数超过一张工作表的上限，分在 {'、'.join(names)} 上" in (desk / "said.txt").read_text("utf-8")
    assert all("、".join(names) in page["A2"].value for page in _sheets(split, "指标"))
    about = [str(row[1]) for row in split["口径说明"].iter_rows(values_only=True)]
    assert any("、".join(names) in text for text in about)
    guide = [row[0] for row in split["总览"].iter_rows(values_only=True)]
    assert [name for name in split.sheetnames if name not in guide] == ["总览"]


def test_links_lead_to_the_sheet_of_the_row(desk: Path) -> None:
    split = openpyxl.load_workbook(desk / "分.xlsx")
    found = 0
    for row in split["单位汇总"].iter_rows(min_row=4):
        for cell in row:
            if cell.hyperlink and (cell.hyperlink.location or "").startswith("'问题清单"):
                sheet, _, address = cell.hyperlink.location.replace("'", "").partition("!")
                line = [one.value for one in split[sheet][address.lstrip("ABCDEFGHIJ")]]
                assert line[0] == row[0].value or line[0] == row[1].value
                found += sheet != "问题清单"
    assert found


def test_trace_and_diff_see_all_sheets(desk: Path) -> None:
    split = openpyxl.load_workbook(desk / "分.xlsx")
    for sheet in ("总览", "指标完成情况", "规则执行情况"):
        cells = [c for row in split[sheet].iter_rows() for c in row if c.data_type == "f" and "2'!" in str(c.value)]
        for cell in cells[:6]:
            found = trace(desk / "分.xlsx", [sheet, cell.coordinate])
            assert found.agrees, (sheet, cell.coordinate, found.cannot)
    node = trace(desk / "分.xlsx", ["指标2", "I6"])
    assert node.leaf is not None and node.leaf.state == "same"
    counts = compare_rollups(desk / "整.xlsx", desk / "分.xlsx").counts
    assert (counts["units_unchanged"], sum(counts.values())) == (6, 6)


@given(st.lists(st.lists(st.integers(1, 40), max_size=6), max_size=30), st.integers(46, 90), st.booleans())
def test_nothing_is_lost_and_no_sheet_is_too_long(groups: list[list[int]], rows: int, keyed: bool) -> None:
    sheet = next(one for one in long_sheets() if bool(one.key) is keyed)
    table = split_table(sheet, 0, groups, rows)
    assert table.count_rows == sum(map(sum, groups))
    assert all(part.bottom + 1 < rows for part in table.parts)
    place = 0
    for part in table.parts if table.more else ():
        assert table.place("code" if keyed else "unit", place)[0] == part.name and part.spliced > 0
        place += part.spliced


def test_a_form_longer_than_a_sheet_is_refused() -> None:
    sheet = next(one for one in long_sheets() if not one.key)
    with pytest.raises(OperatorError, match="单单一张表就有 99 行"):
        split_table(sheet, 0, [[99]], 90)
