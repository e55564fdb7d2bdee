"""FD09 有预算没有执行的项目."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm, Row
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import item_name, used
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "FD09",
    title="有预算而没有执行的项目",
    subject="资金",
    severity=Severity.NOTICE,
    message="{count} 个项目有预算 {sum} 万元，执行数为 0，按执行率计得 0 分：{names}{reasons}",
    remedy="逐个核对：未下达、取消的写明原因；已经支出的补填执行数；自评总得分应反映这些项目。",
    source="执行率得分 = 执行率×分值，没有执行的项目执行率为 0",
    certainty="通行做法",
    needs="list: projects.budget projects.executed or project: total_budget total_executed",
    bad=(
        Example({"list.projects.2.executed": "0"}, at="list_projects.2.executed", edition="shigu_2023"),
        Example({"project.1.total_executed": "0"}, at="project.1.total_executed"),
    ),
)
def not_executed(scene: Scene) -> Iterator[Hit]:
    """One finding for each list, at the first such row, naming all; and each project form of which nothing was spent."""
    for form in used(scene, "list"):
        rows = [row for row in form.rows("projects") if _idle(row)]
        if rows:
            budgets = [row["budget"].number or Decimal(0) for row in rows]
            named = [f"{item_name(row['name'].text)} {amount(n)}" for row, n in zip(rows, budgets, strict=True)]
            yield Hit.at(
                form, rows[0]["executed"], "0", "",
                count=len(rows), sum=amount(total(budgets)), names="、".join(named), reasons=_reasons(rows),
            )  # fmt: skip
    for form in used(scene, "project"):
        yield from _project(form)


def _project(form: FilledForm) -> Iterator[Hit]:
    budget, executed = form.number("total_budget"), form.number("total_executed")
    if budget and executed == 0:
        name = item_name(form.text("name"))
        yield Hit.at(form, form.get("total_executed"), "0", "", count=1, sum=amount(budget), names=name, reasons="")


def _idle(row: Row) -> bool:
    budget, executed = row.get("budget"), row.get("executed")
    return bool(budget and budget.number and executed and executed.number == 0)


def _reasons(rows: list[Row]) -> str:
    without = [item_name(row["name"].text) for row in rows if "note" in row and not row["note"].text]
    if not without:
        return "；备注写了原因"
    return f"；没有写原因的：{'、'.join(without)}" if len(without) < len(rows) else "；备注都没有写原因"
