"""催报清单 (workbench): the folder rolled up against the register; who is to be reminded, copied from the roll-up."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from xlperf.buttons.bench import REGISTER, beside, folder_of, register_of, rolled_up, run, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session
from xlperf.model.address import a1
from xlperf.model.celltext import cell_text
from xlperf.rollup.ledger import is_system_file
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.rows import Value
from xlperf.rollup.readback.table import tables_of
from xlperf.rollup.register.file_state import FileState
from xlperf.rollup.register.reminders import UnitState

SHEET, LEDGER = "催报清单", "收件台账"
_WIDTHS = {"单位": 24, "情况": 8, "还缺": 26, "要改的文件": 26, "截止日期": 15, "已过期（天）": 8, "联系人、电话": 16, "说明": 40}  # fmt: skip
"""columns of the roll-up's sheet that are copied"""
_NAMES = 3
Line = dict[str, Value]


@button(
    "reminders",
    "催报清单",
    tip="先汇总，再对照“登记表”列出谁没报、缺哪张表哪个项目、过期几天、哪份要改。还没有登记表的，按收到的报送件生成一份。",
    icon="MailMergeGreetingLineInsert",
    group="汇总",
    order=4,
    books=BENCH,
)
def reminders(session: Session) -> str:
    """The reminders of the roll-up that this button makes, as `xlperf rollup --register` does."""
    folder = folder_of(session)
    register = register_of(session) or beside(folder)
    if register is None:
        return _new_register(session, folder)
    write_cell(session, "register", str(register))
    done = rolled_up(session, SHEET, folder, register)
    with RolledUp(done.out) as book:
        units, files = ([line for t in tables_of(book, name) for _, line in t.lines()] for name in (SHEET, LEDGER))
    unclear = sorted(filter(_unclear, files), key=lambda line: line.get("状态") != FileState.UNREADABLE)
    due = [line for line in units if line.get("情况") != UnitState.COMPLETE]
    _write(session, due, unclear, len(units))
    states = Counter(str(line.get("情况")) for line in units)
    said = f"应报 {len(units)} 个单位：" + "，".join(f"{state} {states[state]} 个" for state in UnitState) + "。"
    if unclear:
        said += f"\n另有 {len(unclear)} 个文件没有读成或不在登记表里：{_some(unclear)}。里面可能有这些单位报来的，请先看一看再催。"
    said += done.remarks
    write_cell(session, "result", f"{said}\n已写入 {done.out}")
    return f"{said}\n清单在“{SHEET}”页，同 {done.out.name} 的“{SHEET}”。"


def _new_register(session: Session, folder: Path) -> str:
    """A register with the units that sent something, for the officer to complete."""
    target = folder.parent / REGISTER
    run(session, ["register", "--out", str(target), "--from", str(folder), "--quiet"], "生成登记表")
    write_cell(session, "register", str(target))
    said = f"还没有登记表，已按收到的报送件生成 {target}。请打开它，补上还没有报来的单位、截止日期、应报项目，保存后再点“{SHEET}”。"
    write_cell(session, "result", said)
    return said


def _unclear(line: Line) -> bool:
    """A file that may be a unit's, though nobody can say whose."""
    state, name = line.get("状态"), str(line.get("文件"))
    return state in (FileState.UNREADABLE, FileState.UNREGISTERED) and not is_system_file(name)


def _some(lines: Sequence[Line]) -> str:
    more = f"等 {len(lines)} 个" if len(lines) > _NAMES else ""
    return "、".join(f"“{line['文件']}”" for line in lines[:_NAMES]) + more


def _write(session: Session, due: Sequence[Line], unclear: Sequence[Line], owing: int) -> None:
    sheet = session.list_sheet(SHEET)
    width = len(_WIDTHS) + 1
    sheet.range("A1").value = f"xlperf 催报清单：应报 {owing} 个单位，要催的 {len(due)} 个"
    rows = [[number, *(line.get(name) for name in _WIDTHS)] for number, line in enumerate(due, 1)]
    heads = [1, 2]
    if unclear:
        heads.append(3 + len(rows))
        rows.append([f"没有读成或不在登记表里的文件（{len(unclear)}）", *[None] * (width - 1)])
        blank = [None] * (width - 4)
        rows += [[n, line["文件"], line["状态"], *blank, line["说明"]] for n, line in enumerate(unclear, 1)]
    rows.insert(0, ["序号", *_WIDTHS])
    area = sheet.range((2, 1), (1 + len(rows), width))
    area.number_format = "@"
    area.value = [[cell_text(str(value)) if value is not None else None for value in row] for row in rows]
    area.wrap_text = True
    for column, wide in enumerate((6, *_WIDTHS.values()), 1):
        sheet.range((1, column)).column_width = wide
    sheet.range((1, 1), (1 + len(rows), width)).vertical_alignment = "top"
    session.desk.lay_out(sheet, f"A2:{a1(len(rows), width - 1)}", "1:2")
    for head in heads:
        sheet.range((head, 1), (head, width)).font.bold = True
        sheet.range((head, 1)).wrap_text = head == 2
