"""FD16 公式还没有计算过."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.cells import sorting
from xlperf.rules.rated import never_calculated
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD16",
    title="公式要计算过才能报送",
    subject="格式",
    severity=Severity.ERROR,
    message="有 {count} 格公式还没有计算过，没有结果（{sheets}）",
    remedy="用 Excel、WPS 或 LibreOffice 打开这个文件，保存一次再报；格子里的内容不用改。",
    source="没有算过的公式没有结果，合计、执行率和得分无法核对",
    certainty="推定",
    needs="formulas",
    bad=Example({}, at="base_staff_rate", made="uncalculated"),
)
def formulas_never_calculated(scene: Scene) -> Iterator[Hit]:
    """One finding for the whole file, at the first such cell: programs write such files, people never do."""
    found = [
        (form, cell) for form in scene.forms() for cell in sorting(scene, form).unreadable if never_calculated(cell)
    ]
    if found:
        sheets = "、".join(dict.fromkeys(cell.sheet for _, cell in found))
        yield Hit.at(*found[0], count=len({(cell.sheet, cell.address) for _, cell in found}), sheets=sheets)
