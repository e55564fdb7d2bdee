"""OV02 会议费、培训费超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "OV02",
    title="会议费、培训费不应超预算",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}",
    remedy="核对预算数和决算数；确实超支的，说明原因和审批依据。",
    source="会议费、培训费按预算控制",
    certainty="通行做法",
    needs="base: meeting_training_budget meeting_training_final",
    bad=(
        Example({"base.meeting_training_budget": "7.00"}, at="base_meeting_training_final"),
        Example({"base.meeting_training_budget": "0"}, at="base_meeting_training_final"),
    ),
)
def meeting_training_above(scene: Scene) -> Iterator[Hit]:
    """This year's accounts against this year's budget."""
    yield from (one.hit() for one in lines_above(scene, ("meeting_training",)))
