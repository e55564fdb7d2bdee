"""TX07 填报日期不是一个日期."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.years import is_starred, report_date


@rule(
    "TX07",
    title="填报日期要是一个日期",
    subject="文字",
    severity=Severity.CONFIRM,
    message="填报日期“{given}”看不出是哪一天{why}",
    remedy="写成年月日，如：2024年3月15日。",
    source="表尾印有填报日期",
    certainty="表注",
    needs="any: sign_date",
    bad=(
        Example({"dept.sign_date": "2024.13.45"}, at="dept_sign_date"),
        Example({"base.sign_date": "2024年　月　日"}, at="base_sign_date"),
    ),
)
def date_unreadable(scene: Scene) -> Iterator[Hit]:
    """Days that do not exist, and lines left to be filled in. Starred dates of public versions are left alone."""
    for form in scene.forms():
        cell = form.get("sign_date")
        if cell and _is_filled(cell) and in_use(scene, form):
            found, why = report_date(cell.text)
            if found is None:
                yield Hit.at(form, cell, " ".join(cell.text.split()), why=f"：{why}" if why else "")


def _is_filled(cell: Cell) -> bool:
    return not cell.is_blank and not is_starred(cell.text)
