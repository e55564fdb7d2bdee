"""XF10 公用经费超过基本支出."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import tolerance, used
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF10",
    title="公用经费是基本支出的一部分",
    subject="跨表",
    severity=Severity.ERROR,
    message="附件2“基本支出”填 {given}，附件1公用经费本年决算数是 {expected}，部分大于整体",
    remedy="核对两个数；公用经费只填基本支出中的一般商品和服务支出。",
    source="附件1说明：“公用经费”填报基本支出中的一般商品和服务支出",
    certainty="表注",
    parameters=("money_tolerance",),
    needs=("base: public_funds_final", "dept: basic_executed"),
    bad=Example({"dept.basic_executed": "100.00"}, at="dept_basic_executed"),
)
def public_funds_and_basic(scene: Scene) -> Iterator[Hit]:
    """Accounts of the year in both forms."""
    funds = [number for form in used(scene, "base") if (number := form.number("public_funds_final")) is not None]
    for form in used(scene, "dept") if funds else ():
        basic = form.number("basic_executed")
        if basic is not None and funds[0] - basic > tolerance(scene):
            yield Hit.at(form, form.get("basic_executed"), amount(basic), amount(funds[0]))
