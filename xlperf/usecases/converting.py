"""Convert (转换): any readable submission into the official template."""

from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.load import load_edition
from xlperf.usecases.faults import cannot_read
from xlperf.usecases.outputs import replacing
from xlperf.workbook.convert import ConversionReport, write_converted
from xlperf.workbook.read import read_submission
from xlperf.workbook.submit import carried_answers


def convert(file: Path, out: Path, edition: str = "") -> ConversionReport:
    """Write `file`'s content into the template of `edition` (default: the one it was recognised as).

    The repair log and what found no place stand on sheets of their own. Raises UnreadableFile, and OperatorError
    where `out` is there already (a filled workbook never takes another file's place) or cannot be written.
    """
    if not file.is_file():
        raise OperatorError(f"找不到文件 {file}，请检查路径是否写对")
    try:
        submission = read_submission(file)
    except OSError as fault:
        raise OperatorError(f"文件 {file} {cannot_read(fault)}") from fault
    chosen = load_edition(edition or submission.edition, submission.year)
    with replacing(out, [file]) as part:
        return write_converted(submission, chosen, part, more=carried_answers(submission))
