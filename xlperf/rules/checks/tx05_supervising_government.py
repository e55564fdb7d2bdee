"""TX05 主管部门写成了一级政府."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene

_GOVERNMENT = re.compile(r".*(?:省|市|区|县|州|旗)人民政府")


@rule(
    "TX05",
    title="主管部门应是部门，不是一级政府",
    subject="文字",
    severity=Severity.NOTICE,
    message="主管部门填“{given}”，这是一级政府，不是主管预算部门",
    remedy="填主管预算部门的全称；单位自己就是主管预算部门的，填本单位名称。",
    source="主管部门是向财政部门编报部门预算的部门；乡镇人民政府本身是预算部门，不在此列",
    certainty="推定",
    needs="sent project: supervising",
    bad=Example({"project.1.supervising": "临江区人民政府"}, at="project.1.supervising"),
)
def supervising_government(scene: Scene) -> Iterator[Hit]:
    """Governments of provinces, cities, districts and counties; 某区人民政府办公室 is a department."""
    for form in scene.forms("project"):
        if _GOVERNMENT.fullmatch(squeeze(form.text("supervising"))):
            yield Hit.at(form, form.get("supervising"), form.text("supervising"))
