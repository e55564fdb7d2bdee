"""BD10 控制率的分母是0."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import label
from xlperf.rules.rated import rates
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD10",
    title="核定数为 0 时不能算控制率",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{bottom}”是 0，而“{top}”填 {actual}，控制率填“{given}”：除数为 0，控制率没有意义",
    remedy="核定数填漏的补填；没有核定数的，控制率留空，并说明情况。",
    source="控制率 = 实际数÷核定数，核定数为 0 时不能计算",
    certainty="推定",
    needs="base: staff_quota|area_approved|invest_budget",
    bad=(
        Example({"base.staff_quota": "0"}, at="base_staff_quota"),
        Example(
            {"base.area_approved": "0", "base.area_actual": "500", "base.area_rate": "100%"}, at="base_area_approved"
        ),
    ),
)
def zero_denominator(scene: Scene) -> Iterator[Hit]:
    """Where something above 0 stands over it, or a rate above 0 is printed; all zeros are BD09's."""
    for one in rates(scene, "base"):
        if one.bottom is None or one.under != 0 or one.top is None:
            continue
        printed = one.cell.number if one.cell else None
        if one.over or printed:
            yield Hit.at(
                one.form, one.bottom, one.cell.text if one.cell else "",
                top=label(scene, one.form, one.top.field), bottom=label(scene, one.form, one.bottom.field),
                actual=one.top.text or "空",
            )  # fmt: skip
