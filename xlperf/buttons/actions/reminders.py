"""催报清单 (workbench): units on the list 应报单位 from which nothing was accepted, and what could not be read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlperf.buttons.bench import folder_of, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.address import a1
from xlperf.model.celltext import cell_text
from xlperf.model.values import squeeze, tidy
from xlperf.usecases.checking import check_file
from xlperf.usecases.gathering import gather

REGISTER, SHEET = "应报单位", "催报清单"
_HEAD = ("序号", "单位", "说明")
_WIDTHS = (7, 44, 70)
_NAMES = 3
Line = tuple[str, str]


@button(
    "reminders",
    "催报清单",
    tip="在“应报单位”页列出应报的单位名称，这里列出还没有报的单位，和报来的文件里读不了的。",
    icon="MailMergeGreetingLineInsert",
    group="汇总",
    order=4,
    books=BENCH,
)
def reminders(session: Session) -> str:
    """A unit is matched by its exact name (white space aside)."""
    wanted = list(dict.fromkeys(_register(session)))
    if not wanted:
        raise OperatorError(f"请先在“{REGISTER}”页 A 列从第 2 行起填应报的单位名称")
    came, unread = _received(session, folder_of(session))
    missing = [unit for unit in wanted if squeeze(unit) not in came]
    known = {squeeze(unit) for unit in wanted}
    strange = [(unit or "（没有写单位名称）", file) for key, (unit, file) in came.items() if key not in known]
    _write(session, [(unit, "") for unit in missing], unread, strange, len(wanted))
    said = f"应报 {len(wanted)} 个单位，已报 {len(wanted) - len(missing)} 个，未报 {len(missing)} 个。"
    if unread:
        said += f"\n另有 {len(unread)} 处没有读成：{_some(unread)}。里面可能有这些单位报来的，请先看一看再催。"
    if strange:
        said += f"\n另有 {len(strange)} 个单位报来了，但“{REGISTER}”页里没有这个名称：{_some(strange)}。"
    write_cell(session, "result", said)
    return f"{said}\n清单在“{SHEET}”页。"


def _received(session: Session, folder: Path) -> tuple[dict[str, Line], list[Line]]:
    """Units that came (by their names without white space) with a file of theirs; what could not be read, and why."""
    found = gather([folder])
    files, _ = found.without_system_files([])
    came: dict[str, Line] = {}
    unread = [(_below(missed.path, folder), missed.reason) for missed in found.missed]
    for number, path in enumerate(files, 1):
        session.desk.status(f"催报清单：{number} / {len(files)}")
        checked = check_file(path)
        if checked.submission is None:
            unread.append((_below(path, folder), checked.refused))
        else:
            unit = tidy(checked.submission.unit)
            came.setdefault(squeeze(unit), (unit, _below(path, folder)))
        if session.desk.stopped():
            raise OperatorError("催报清单已停止")
    return came, unread


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _some(lines: Sequence[Line]) -> str:
    more = f"等 {len(lines)} 个" if len(lines) > _NAMES else ""
    return "、".join(f"“{name}”" for name, _ in lines[:_NAMES]) + more


def _register(session: Session) -> Iterator[str]:
    sheet = session.sheet(REGISTER)
    if sheet is None:
        return
    rows = sheet.range((1, 1), (max(sheet.used_range.last_cell.row, 2), 1)).options(ndim=1).value
    yield from (tidy(str(value)) for value in rows[1:] if value is not None and tidy(str(value)))


def _write(
    session: Session, missing: Sequence[Line], unread: Sequence[Line], strange: Sequence[Line], wanted: int
) -> None:
    sheet = session.list_sheet(SHEET)
    sheet.range("A1").value = f"xlperf 催报清单：应报 {wanted} 个单位，未报 {len(missing)} 个"
    sheet.range("A2").value = list(_HEAD)
    heads, row = [1, 2], 3
    for title, lines in (("", missing), ("没有读成的", unread), (f"不在“{REGISTER}”页里的", strange)):
        if not lines:
            continue
        if title:
            sheet.range((row + 1, 1)).value = f"{title}（{len(lines)}）"
            heads.append(row + 1)
            row += 2
        area = sheet.range((row, 2), (row + len(lines) - 1, len(_HEAD)))
        area.number_format = "@"
        area.value = [[cell_text(name), cell_text(said)] for name, said in lines]
        area.wrap_text = True
        sheet.range((row, 1)).options(transpose=True).value = list(range(1, len(lines) + 1))
        row += len(lines)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.range((1, column)).column_width = width
    sheet.range((1, 1), (row, len(_HEAD))).vertical_alignment = "top"
    session.desk.lay_out(sheet, f"A2:{a1(row - 2, len(_HEAD) - 1)}", "1:2")
    for head in heads:
        sheet.range((head, 1), (head, len(_HEAD))).font.bold = True
