"""BD16 人数不是整数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.labels import cell_label
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD16",
    title="编制数、在职人数应是整数",
    subject="基础数据",
    severity=Severity.ERROR,
    message="{label}填 {given}，人数应是整数",
    remedy="核对后填整数。",
    source="编制数、在职人数按人计",
    certainty="推定",
    needs="base: staff_quota|staff_actual",
    bad=(
        Example({"base.staff_quota": "41.5"}, at="base_staff_quota"),
        Example({"base.staff_actual": "39.8"}, at="base_staff_actual"),
    ),
)
def whole_people(scene: Scene) -> Iterator[Hit]:
    """Approved posts and people in post."""
    for form in used(scene, "base"):
        for name in ("staff_quota", "staff_actual"):
            cell = form.get(name)
            if cell and cell.number is not None and cell.number != cell.number.to_integral_value():
                yield Hit.at(form, cell, cell.number, "整数", label=cell_label(scene, form, cell))
