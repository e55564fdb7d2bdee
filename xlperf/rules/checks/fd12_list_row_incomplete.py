"""FD12 汇总表里的项目缺金额或缺名称."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, Row
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import there
from xlperf.rules.money import item_name, used
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD12",
    title="汇总表每个项目都要有名称、预算数、执行数",
    subject="资金",
    severity=Severity.ERROR,
    message="{name}没有填{what}",
    remedy="补填；没有支出的执行数填 0，并在备注写明原因。",
    source="表样的项目名称、预算数、执行数栏",
    certainty="推定",
    needs="list: projects.name!|projects.budget!|projects.executed!",
    bad=(
        Example({"list.projects.2.budget": None}, at="list_projects.2.budget", edition="shigu_2023"),
        Example({"list.projects.1.executed": None}, at="list_projects.1.executed", edition="shigu_2023"),
        Example({"list.projects.3.name": None}, at="list_projects.3.name", edition="shigu_2023"),
    ),
)
def list_row_incomplete(scene: Scene) -> Iterator[Hit]:
    """Rows in which something is filled besides their number."""
    for form in used(scene, "list"):
        for number, row in enumerate(form.rows("projects"), 1):
            for column, what in (("name", "项目名称"), ("budget", "预算数"), ("executed", "执行数")):
                cell = _blank(row, column)
                if cell and any(not _is_blank(row, other) for other in ("name", "budget", "executed")):
                    name = item_name(row["name"].text)
                    yield Hit.at(form, cell, name=f"“{name}”" if name else f"第 {number} 行", what=what)


def _blank(row: Row, column: str) -> Cell | None:
    cell = there(row.get(column))
    return cell if cell and cell.is_blank else None


def _is_blank(row: Row, column: str) -> bool:
    return column not in row or row[column].is_blank
