"""WD06 指标行没有一级指标，或一级指标的名称被删掉."""

from collections.abc import Iterator
from dataclasses import replace

from xlperf.model.address import a1, row_column
from xlperf.model.finding import Severity
from xlperf.model.form import Group
from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import quotable, short
from xlperf.rules.money import used
from xlperf.rules.points import category_name, group_of, has_content
from xlperf.rules.scene import Hit, Scene


@rule(
    "WD06",
    title="每行指标都要归在一级指标下",
    subject="用语",
    severity=Severity.ERROR,
    message="{what}",
    remedy="在这一格补写一级指标的名称和分值，如“效益指标（30分）”；在类别的第一行之前插了行的，把那一行移到类别名称的下面。",
    source="表样的一级指标；分值按一级指标核对，缺了名称就会算到别的类别里",
    certainty="表注",
    needs="dept|project: indicators.level3|indicators.target|indicators.actual|indicators.score!",
    bad=(
        Example({"dept.indicators.1.level1": None}, at="dept_indicators.1.level1"),
        Example(
            {f"project.1.indicators.{n}.level1": "产出指标（50分）" for n in (5, 6)}, at="project.1.indicators.5.level1"
        ),
    ),
)
def category_missing(scene: Scene) -> Iterator[Hit]:
    """Rows above the first category, and categories of the edition whose second levels stand under another one."""
    groups = scene.edition.groups
    for form in used(scene, "dept", "project") if groups else ():
        rows = [row for row in form.rows("indicators") if "level1" in row and has_content(row)]
        if bare := next((row for row in rows if not row["level1"].text), None):
            yield Hit.at(form, bare["level1"], what=f"“{_name(bare)}”这一行没有一级指标，它上面也没有")
        present = {group.level1 for row in form.rows("indicators") if (group := _group(scene, row))}
        for group in groups:
            if group.level1 not in present and (row := _stray(scene, group, rows)):
                level2 = squeeze(row["level2"].text)
                under = category_name(row["level1"].text)
                what = f"表里没有一级指标“{group.level1}”的名称，“{level2}”以下各行算到了“{under}”里"
                yield Hit.at(form, _beside(form, row), "", group.level1, what=what)


def _group(scene: Scene, row: Row) -> Group | None:
    return group_of(scene, category_name(row["level1"].text)) if "level1" in row and row["level1"].text else None


def _stray(scene: Scene, missing: Group, rows: list[Row]) -> Row | None:
    """The first row of a missing category's second levels that stands under another category."""
    wanted = {squeeze(level.name) for level in missing.level2}
    for row in rows:
        own, level2 = _group(scene, row), category_name(row["level2"].text) if "level2" in row else ""
        if own and level2 in wanted and level2 not in {squeeze(level.name) for level in own.level2}:
            return row
    return None


def _beside(form: FilledForm, row: Row) -> Cell:
    """The cell of the first level in that row, also where the name above is joined over it."""
    level1, level2 = row["level1"], row["level2"]
    if not (level1.address and level2.address):
        return level1
    at = a1(row_column(level2.address)[0], row_column(level1.address)[1])
    return level1 if at == level1.address else replace(level1, address=at, typed="", value=None, state="blank")


def _name(row: Row) -> str:
    return quotable(short(row["level3"].text)) if "level3" in row else ""
