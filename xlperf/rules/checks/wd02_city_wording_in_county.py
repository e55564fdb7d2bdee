"""WD02 区县单位用市级用语."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.level import is_county_level, is_printed, other_template, printed
from xlperf.rules.scene import Hit, Scene

_CITY = re.compile(r"市级(?:预算部门名称|预算部门|专项资金|预算单位|财政)?")


@rule(
    "WD02",
    title="区县单位不宜用市级用语",
    subject="用语",
    severity=Severity.NOTICE,
    message="“{unit}”是区县单位，表里用的是“{given}”",
    remedy="请核实当地财政部门要求用哪一套表；沿用市级表的，把“市级”改成本级的用语。",
    source="表样的用语应与单位的预算级次一致；也有区县沿用市级表的",
    certainty="推定",
    needs=("county", "sent any"),
    bad=Example(
        {"dept.unit_name": "江南市临江区教育局", "base.spending.2.name": "　3、市级专项资金（一个专项一行）"},
        at="base_spending.2.name",
    ),
)
def city_wording_in_county(scene: Scene) -> Iterator[Hit]:
    """One finding for each form (one in all for a template of ours), at the first place; foreign words are WD01's."""
    unit = scene.submission.unit
    if not is_county_level(unit):
        return
    for form in scene.forms():
        for cell, text in printed(scene, form) if is_printed(scene, form, "市级") else ():
            found = _CITY.search(text)
            if found and not any(word in text for word in scene.edition.foreign_words):
                yield Hit.at(form, cell, found[0], unit=unit, remedy=other_template(scene))
                if scene.submission.receipt:
                    return
                break
