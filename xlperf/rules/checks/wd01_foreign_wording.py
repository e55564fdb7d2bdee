"""WD01 用了别的层级或别处的表头用语."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.level import first_printed, is_county_level, other_template
from xlperf.rules.scene import Hit, Scene


@rule(
    "WD01",
    title="用语要与本版表样一致",
    subject="用语",
    severity=Severity.NOTICE,
    message="表里写的是“{given}”，本版表样用的是“{expected}”",
    remedy="换用本地的表样，或把这一处改成表样的用语。",
    source="表样的栏目名称",
    certainty="表注",
    needs=("foreign words", "sent any"),
    bad=Example({"base.spending.2.name": "　3、县级专项资金"}, at="base_spending.2.name"),
)
def foreign_wording(scene: Scene) -> Iterator[Hit]:
    """Words of another level of government. A county's unit that names its own level is right, whatever the form prints."""
    own = is_county_level(scene.submission.unit)
    for form in scene.forms():
        for word, ours in scene.edition.foreign_words.items():
            if own and any(level in word and level[0] in scene.submission.unit for level in ("区级", "县级")):
                continue
            if place := first_printed(scene, form, word):
                typed = place[0] is not None and "." in place[0].field
                yield Hit.at(form, place[0], word, ours, remedy="" if typed else other_template(scene))
