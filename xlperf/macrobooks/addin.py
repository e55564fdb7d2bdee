"""The add-in (加载宏) xlperf.xlam: ribbon, functions and a menu for any open book."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter

from xlperf.buttons.registry import Button
from xlperf.functions.registry import CellFunction
from xlperf.macrobooks.package import with_ribbon
from xlperf.macrobooks.project import vba_project
from xlperf.macrobooks.ribbon import ribbon
from xlperf.macrobooks.source import modules
from xlperf.workbook.template import CREATED

FILE_NAME = "xlperf.xlam"
TITLE = "绩效自评"
_COMMENTS = "预算绩效自评表的校验、计算和报送（xlperf）"
"""Excel's dialog of add-ins shows title and comments"""


def write_addin(path: Path, buttons: Sequence[Button], functions: Sequence[CellFunction]) -> None:
    """Write xlperf.xlam. Raises OSError where `path` cannot be written."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "comments": _COMMENTS, "author": "xlperf", "created": CREATED})
        book.add_worksheet("xlperf").write_string(0, 0, _COMMENTS)
        project = vba_project(1, modules(buttons, functions, addin=True))
        book.add_vba_project(BytesIO(project), is_stream=True)
    path.write_bytes(with_ribbon(target.getvalue(), ribbon(buttons, "addin"), addin=True))
