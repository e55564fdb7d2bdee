"""WD05 一级指标名称不是表样的."""

import re
from collections.abc import Iterator
from functools import lru_cache

from xlperf.model.finding import Severity
from xlperf.model.form import Edition
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene


@rule(
    "WD05",
    title="一级指标用表样的名称",
    subject="用语",
    severity=Severity.CONFIRM,
    message="一级指标“{given}”不是本版表样的名称（表样是：{expected}）",
    remedy="改成表样的一级指标名称；分值按一级指标核对，名称不对就对不上。",
    source="表样的一级指标",
    certainty="表注",
    needs="dept|project: indicators.level1",
    bad=Example(
        {"dept.indicators.9.level1": "服务指标（10分）"},
        at="dept_indicators.9.level1",
    ),
)
def unknown_category(scene: Scene) -> Iterator[Hit]:
    """One finding for each wrong name in a form. Spaces, line breaks and the points in brackets make no difference."""
    known = set(_known(scene.edition))
    for form in scene.forms("dept", "project") if known else ():
        told: set[str] = set()
        for row in form.rows("indicators") if in_use(scene, form) else ():
            name = category(row["level1"].text) if "level1" in row else ""
            if name and name not in known and name not in told:
                told.add(name)
                expected = "、".join(group.level1 for group in scene.edition.groups)
                yield Hit.at(form, row["level1"], row["level1"].text.replace("\n", ""), expected)


def _known(edition: Edition) -> Iterator[str]:
    for group in edition.groups:
        yield from (squeeze(name) for name in (group.level1, *group.aliases))


@lru_cache(maxsize=2_000)
def category(text: str) -> str:
    """产出指标（50分） → 产出指标."""
    return re.sub(r"\(.*?\)|[\d.]+分?", "", squeeze(text))
