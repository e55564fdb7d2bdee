"""提取上年数: the prior year's columns, and names that stay, from last year's workbook; only into blank cells."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from xlperf.buttons.entries import put
from xlperf.buttons.log import Value
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.model.values import squeeze
from xlperf.workbook.read import read_submission

_PRIOR, _FINAL = "_prior", "_final"
_SAME = ("unit_name", "staff_quota")
"""fields of 附件1 that seldom change"""


@button(
    "last_year",
    "提取上年数",
    tip="选去年的工作簿，把去年的决算数填到今年的“上年决算数”栏；只填空着的格子。",
    icon="ImportExcel",
    group="填报",
    order=4,
)
def last_year(session: Session) -> str:
    """Figures that could not be read are left out and said."""
    path = session.desk.choose_file("请选去年的绩效自评工作簿")
    if path is None:
        return "没有选文件，什么也没有改。"
    if path.resolve() == Path(session.book.fullname).resolve():
        raise OperatorError("选的就是正在填的这本工作簿，要选去年的")
    former = read_submission(path)
    _check_year(session.submission, former)
    pairs = _pairs(session.submission, former)
    found = [(cell, value) for cell, value in pairs if not session.book.sheets[cell.sheet].range(cell.address).formula]
    with ExitStack() as stack:
        for sheet in dict.fromkeys(target.sheet for target, _ in found):
            stack.enter_context(session.desk.unprotected(session.book.sheets[sheet]))
        for target, value in found:
            put(session.book.sheets[target.sheet].range(target.address), value)
            session.log.add("value", target.sheet, target.address, None, value)
    session.log.save()
    if not found:
        return f"“{path.name}”里没有可以提取的数，或者要填的格子都已经填了。"
    year = f"（{former.year} 年）" if former.year else ""
    return f"从“{path.name}”{year}提取了 {len(found)} 格，只填了空着的格子；请核对，不对的可点“还原”。"


def _check_year(now: Submission, former: Submission) -> None:
    if now.year is not None and former.year is not None and former.year != now.year - 1:
        raise OperatorError(f"选的是 {former.year} 年的工作簿，这本是 {now.year} 年的，要选 {now.year - 1} 年的")


def _pairs(now: Submission, former: Submission) -> Iterator[tuple[Cell, Value]]:
    """Blank cells of this year and what belongs there."""
    ours, theirs = now.one("base"), former.one("base")
    if ours is None or theirs is None:
        raise OperatorError("两本工作簿里都要有附件1（基础数据表）才能提取上年数")
    for name, cell in ours.cells.items():
        source = name.removesuffix(_PRIOR) + _FINAL if name.endswith(_PRIOR) else name if name in _SAME else ""
        value = _value(theirs.get(source)) if source else None
        if cell.is_blank and cell.address and value is not None:
            yield cell, value
    yield from _lines(ours, theirs)


def _lines(ours: FilledForm, theirs: FilledForm) -> Iterator[tuple[Cell, Value]]:
    """Spending lines of the same name."""
    finals = {squeeze(row["name"].typed): row.get("final") for row in theirs.rows("spending") if row["name"].text}
    for row in ours.rows("spending"):
        cell, value = row.get("prior"), _value(finals.get(squeeze(row["name"].typed)))
        if cell is not None and cell.is_blank and cell.address and value is not None:
            yield cell, value


def _value(cell: Cell | None) -> Value:
    if cell is None or cell.is_blank:
        return None
    return float(cell.number) if cell.number is not None else cell.text if cell.state == "filled" else None
