"""CM03 附件1的政府采购、预算调整空着."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene

_FIELDS = ("procurement_budget", "procurement_final", "adjustment_budget", "adjustment_final")


@rule(
    "CM03",
    title="政府采购金额、基本支出预算调整要填",
    subject="必填",
    severity=Severity.NOTICE,
    message="基础数据表有 {count} 栏空着：{given}",
    remedy="有发生额的补填；确实没有的留空即可，不用改。",
    source="表样印有这些栏目；空着的不当作 0",
    certainty="推定",
    needs="base: procurement_budget?|procurement_final?|adjustment_budget?|adjustment_final?",
    bad=(
        Example({"base.procurement_final": None}, at="base_procurement_final"),
        Example({"base.adjustment_budget": None, "base.adjustment_final": None}, at="base_adjustment_budget"),
    ),
)
def base_lines_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each base form, at the first blank. Last year's column counts for nothing here: forms print —— there."""
    for form in scene.forms("base"):
        fields = scene.edition.form("base").fields
        blank = [name for name in _FIELDS if (cell := form.get(name)) is not None and cell.is_blank]
        if blank and in_use(scene, form):
            yield Hit.at(form, form.get(blank[0]), "、".join(fields[name].label for name in blank), count=len(blank))
