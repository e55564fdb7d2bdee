"""XLPERF_CHECK."""

from xlperf.functions import registry
from xlperf.functions.inputs import Input, wording
from xlperf.functions.registry import Answer, Argument, cell_function
from xlperf.model.finding import Finding

HEAD = ("代码", "程度", "工作表", "单元格", "所填", "应为", "说明", "怎样改")
NOTHING = "没有发现问题"


@cell_function(
    "XLPERF_CHECK",
    help="校验打开的工作簿，列出问题：代码、程度、工作表、单元格、所填、应为、说明、怎样改。和“校验”按钮查的一样。",
    arguments=(
        Argument("sheet", "工作表：选填，只列这张表的问题，如 附件2；不填列整个工作簿的", True),
        Argument(
            "watched",
            "区域：选填，这片区域有改动时重新校验；不填的，按 Ctrl+Alt+F9（LibreOffice 是 Ctrl+Shift+F9）才重新校验",
            True,
        ),
    ),
    columns=len(HEAD),
    tall=True,
    areas=("watched",),
)
def check(sheet: Input, watched: object) -> Answer:
    """The findings, without those that only follow from another; what the watched cells hold does not matter."""
    name = wording(sheet, "工作表")
    found = registry.findings_of_book(name)
    rows = [_row(one) for one in found if name in ("", one.sheet) and not one.folded_under]
    return [[*HEAD], *rows] if rows else registry.said(NOTHING, len(HEAD), tall=True)


def _row(one: Finding) -> list[registry.Scalar]:
    texts = (one.code, one.severity.chinese, one.sheet, one.cell, one.given, one.expected, one.message, one.remedy)
    return [*texts]
