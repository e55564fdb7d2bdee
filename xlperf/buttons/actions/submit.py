"""生成报送件: a copy to send, only when nothing is wrong or every 核实性问题 is answered."""

import re
from datetime import datetime
from pathlib import Path

from xlperf.buttons.follow import follow
from xlperf.buttons.registry import button
from xlperf.buttons.results import answers, key_of
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.finding import Severity
from xlperf.usecases.outputs import writing
from xlperf.workbook.submit import Answered, write_submission

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@button(
    "submit",
    "生成报送件",
    tip="没有逻辑性错误、核实性问题都改正或说明了，就另存一份不带宏、不带标记的报送文件。",
    icon="FileSaveAsExcelXlsx",
    group="报送",
    order=1,
)
def submit(session: Session) -> str:
    """Raises OperatorError saying what is still to be done."""
    known = answers(session, follow(session))
    findings = session.findings
    errors = sum(f.severity is Severity.ERROR for f in findings)
    open_ = sum(f.severity is Severity.CONFIRM and key_of(f) not in known for f in findings)
    if errors or open_:
        parts = [f"还有逻辑性错误 {errors} 条，必须改正"] if errors else []
        parts += [f"还有核实性问题 {open_} 条没有改正，也没有在“出错说明”里说明"] if open_ else []
        raise OperatorError(f"还不能生成报送件：{'；'.join(parts)}。请先点“校验”看清单")
    answered = [Answered(f, known[key_of(f)]) for f in findings if key_of(f) in known]
    path = _path(session)
    with writing(path, [session.copy]):
        report = write_submission(
            session.submission, session.edition, path, findings=findings, answered=answered, made=datetime.now()
        )
    lost = f"有 {report.unplaced} 格模板里没有地方放，列在“未放入内容”页。" if report.unplaced else ""
    return f"报送件已生成：{path}\n共 {report.placed} 格，出错说明 {len(answered)} 条。{lost}请打印、签字、盖章后一并报送。"


def _path(session: Session) -> Path:
    """Beside the workbook; in the home folder where the book was never saved. Never over another file."""
    values = {"unit": session.submission.unit or "单位", "year": session.submission.year or session.edition.year}
    try:
        name = session.settings.submission_name.format(**values)
    except (KeyError, IndexError, ValueError) as fault:
        raise OperatorError(f"设置里的 submission_name 写法有误（只能用 {{unit}} 和 {{year}}）：{fault}") from fault
    here = Path(session.book.fullname).parent
    folder = here if here.is_absolute() and here.is_dir() else Path.home()
    stem, number = _UNFIT.sub("_", name), 1
    while (path := folder / f"{stem}{f'（{number}）' if number > 1 else ''}.xlsx").exists():
        number += 1
    return path
