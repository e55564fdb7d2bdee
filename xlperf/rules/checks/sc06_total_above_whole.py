"""SC06 总分高于100分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.labels import cell_label
from xlperf.rules.scene import Hit, Scene


@rule(
    "SC06",
    title="总分不得高于 100 分",
    subject="得分",
    severity=Severity.ERROR,
    message="{label}填 {given}，高于总分 {expected} 分",
    remedy="核对各项得分和分值，改总分。",
    source="各地公开的自评表总分均为 100 分",
    certainty="表注",
    parameters=("total_points",),
    follows=("SC01", "WT01"),
    needs="sent any: sum_score|score",
    bad=(
        Example({"dept.sum_score": "108.80"}, at="dept_sum_score"),
        Example({"list.score": "100.5"}, at="list_score", edition="shigu_2023"),
    ),
)
def total_above_whole(scene: Scene) -> Iterator[Hit]:
    """The printed total of each form."""
    whole = scene.parameters.number("total_points")
    for form in scene.forms():
        for name in ("sum_score", "score"):
            cell = form.get(name)
            if cell and cell.number is not None and cell.number > whole:
                basis = scene.parameters.basis("total_points")
                yield Hit.at(form, cell, cell.number, whole, basis, label=cell_label(scene, form, cell))
