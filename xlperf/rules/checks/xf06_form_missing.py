"""XF06 缺少附件."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.projects import spending_lines
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF06",
    title="一套自评表的各附件都要报",
    subject="跨表",
    severity=Severity.ERROR,
    message="没有找到填了内容的{given}{why}",
    remedy="把缺的表补填，放在同一个文件里；已经填了的，核对表的标题是否写全。",
    source="本版表样由这些附件组成",
    certainty="表注",
    bad=(
        Example({"project.1": None, "project.2": None}, at="base_spending.1.name"),
        Example({"base": None}, at=""),
        Example({"dept": None}, at=""),
    ),
)
def form_missing(scene: Scene) -> Iterator[Hit]:
    """Forms of the edition that were not sent, or sent blank; project forms only where there is project spending."""
    for name, form in scene.edition.forms.items():
        if any(used(scene, name)):
            continue
        title = f"{form.attachment}《{form.title}》" if form.attachment else f"《{form.title}》"
        if name != "project" or len(scene.edition.forms) == 1:
            yield Hit(None, None, title, "", {"why": ""})
        else:
            yield from _projects(scene, title)


def _projects(scene: Scene, title: str) -> Iterator[Hit]:
    lines = spending_lines(scene)
    if lines:
        names = "、".join(f"{line.name} {amount(line.money)}" for line in lines)
        yield Hit.at(lines[0].form, lines[0].cell, title, why=f"，而附件1列有 {len(lines)} 个一级项目（{names} 万元）")
        return
    for form in used(scene, "dept"):
        cell = form.get("project_executed")
        if cell and cell.number:
            yield Hit.at(form, cell, title, why=f"，而附件2有项目支出 {amount(cell.number)} 万元")
