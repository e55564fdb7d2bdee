"""XF04 项目支出绩效自评表的项目不在附件1里."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import item_name, used
from xlperf.rules.projects import matching, spending_lines
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF04",
    title="项目支出绩效自评表的项目应列在附件1的项目支出里",
    subject="跨表",
    severity=Severity.ERROR,
    message="项目“{given}”（执行数 {executed}）在附件1的项目支出里没有对应的一级项目；附件1列有：{expected}",
    remedy="附件1漏列的补列，名称写法不同的改成一样。",
    source="附件3备注：“一个一级项目支出一张表”",
    certainty="表注",
    needs=("base", "project: name"),
    bad=(
        Example(
            {f"base.spending.2.{column}": None for column in ("name", "prior", "budget", "final")}, at="project.2.name"
        ),
        Example({"project.1.name": "校舍维修经费", "project.1.total_executed": "190.00"}, at="project.1.name"),
    ),
)
def project_unknown(scene: Scene) -> Iterator[Hit]:
    """Only where 附件1 was sent; a form without a project's name is CM02's, a name that occurs twice XF11's."""
    if not any(used(scene, "base")):
        return
    names = [line.name for line in spending_lines(scene) if line.name]
    listed = "、".join(names) or "（空）"
    for form in matching(scene).forms:
        name, executed = item_name(form.text("name")), form.number("total_executed")
        if name and name not in names:
            told = "没有填" if executed is None else amount(executed)
            yield Hit.at(form, form.get("name"), name, listed, executed=told)
