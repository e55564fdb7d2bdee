"""XF11 项目重复."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import item_name, used
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF11",
    title="同一个项目不应出现两次",
    subject="跨表",
    severity=Severity.CONFIRM,
    message="项目“{given}”出现了不止一次，前一处在 {first}",
    remedy="是同一个项目的只留一处；不是的，把名称写全，以便区分。",
    source="一个项目一行、一张表",
    certainty="推定",
    needs="project: name or base: spending.name or list: projects.name",
    bad=(
        Example({"project.2.name": "业务工作经费"}, at="project.2.name"),
        Example({"list.projects.3.name": "执法检查经费"}, at="list_projects.3.name", edition="shigu_2023"),
        Example({"base.spending.2.name": "　2、业务工作经费"}, at="base_spending.2.name"),
    ),
)
def project_twice(scene: Scene) -> Iterator[Hit]:
    """Project forms among themselves, lines of 附件1 with money, rows of a list."""
    for group in (_forms(scene), *(_rows(form) for form in used(scene, "base", "list"))):
        seen: dict[str, Cell] = {}
        for form, cell in group:
            name = item_name(cell.text).strip(".…·")
            if name and name in seen:
                first = seen[name]
                yield Hit.at(form, cell, name, first=f"{first.sheet} {first.address}".strip())
            seen.setdefault(name, cell)


def _forms(scene: Scene) -> list[tuple[FilledForm, Cell]]:
    return [(form, cell) for form in used(scene, "project") if (cell := form.get("name"))]


def _rows(form: FilledForm) -> list[tuple[FilledForm, Cell]]:
    rows = [*form.rows("spending"), *form.rows("projects")]
    money = ("budget", "final", "executed")
    return [(form, row["name"]) for row in rows if any(column in row and row[column].number for column in money)]
