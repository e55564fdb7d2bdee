"""BD08 在职人数超过编制数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import quotient


@rule(
    "BD08",
    title="在职人数不应超过编制数",
    subject="基础数据",
    severity=Severity.CONFIRM,
    message="实际在职 {given} 人，编制 {expected} 人，超出 {over} 人{rate}",
    remedy="核对两个数的口径（是否含临聘、退休人员）；确实超编的请说明原因。",
    source="旧版指标表：在职人员控制率≤100% 计满分",
    certainty="表注",
    parameters=("control_rate_limit",),
    needs="base: staff_quota staff_actual",
    bad=(
        Example({"base.staff_actual": "43", "base.staff_rate": "104.88%"}, at="base_staff_actual"),
        Example({"base.staff_quota": "39", "base.staff_rate": "102.56%"}, at="base_staff_actual"),
    ),
)
def staff_above_quota(scene: Scene) -> Iterator[Hit]:
    """People in post against the approved number, times the limit in force."""
    limit = scene.parameters.number("control_rate_limit")
    for form in used(scene, "base"):
        quota, actual = form.number("staff_quota"), form.number("staff_actual")
        if quota is None or actual is None or actual <= quota * limit:
            continue
        rate = quotient(actual, quota)
        yield Hit.at(
            form, form.get("staff_actual"), actual, quota, scene.parameters.basis("control_rate_limit"),
            over=actual - quota, rate="" if rate is None else f"，控制率 {percent(rate)}",
        )  # fmt: skip
