"""催报清单 (workbench): units on the list 应报单位 from which nothing was accepted."""

from collections.abc import Iterator

from xlperf.buttons.bench import folder_of, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.values import squeeze, tidy
from xlperf.usecases.checking import check_file, files_in

REGISTER, SHEET = "应报单位", "催报清单"


@button(
    "reminders",
    "催报清单",
    tip="在“应报单位”页列出应报的单位名称，这里列出还没有报、或报来的读不了的。",
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
    came: set[str] = set()
    files = files_in([folder_of(session)])
    for number, path in enumerate(files, 1):
        session.desk.status(f"催报清单：{number} / {len(files)}")
        checked = check_file(path)
        if checked.submission is not None:
            came.add(squeeze(checked.submission.unit))
        if session.desk.stopped():
            raise OperatorError("催报清单已停止")
    missing = [unit for unit in wanted if squeeze(unit) not in came]
    _write(session, missing, len(wanted))
    said = f"应报 {len(wanted)} 个单位，已报 {len(wanted) - len(missing)} 个，未报 {len(missing)} 个。"
    write_cell(session, "result", said)
    return f"{said}未报的列在“{SHEET}”页。"


def _register(session: Session) -> Iterator[str]:
    sheet = session.sheet(REGISTER)
    if sheet is None:
        return
    rows = sheet.range((1, 1), (max(sheet.used_range.last_cell.row, 2), 1)).options(ndim=1).value
    yield from (tidy(str(value)) for value in rows[1:] if value is not None and tidy(str(value)))


def _write(session: Session, missing: list[str], wanted: int) -> None:
    sheet = session.sheet(SHEET)
    if sheet is None:
        sheet = session.book.sheets.add(SHEET, after=session.book.sheets[len(session.book.sheets) - 1])
    sheet.clear()
    sheet.range("A1").value = f"xlperf 催报清单：应报 {wanted} 个单位，未报 {len(missing)} 个"
    sheet.range("A2").value = ["序号", "单位"]
    if missing:
        sheet.range((3, 2), (2 + len(missing), 2)).number_format = "@"
        sheet.range("A3").value = [[number, unit] for number, unit in enumerate(missing, 1)]
    sheet.range((1, 2)).column_width = 40
    sheet.range("A1").font.bold = True
