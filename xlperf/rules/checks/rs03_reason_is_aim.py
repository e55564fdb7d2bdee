"""RS03 扣了分，写的是努力方向，不是原因."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators, short
from xlperf.rules.scene import Hit, Scene

_AIM = re.compile(
    r"(?:今后|下一步|下步|接下来|以后|将|拟|需|要|应|还需|仍需|有待|我单位|我局|本单位)*[，,]?"
    r"(?:进一步|继续|持续|不断|加强|加大|加快|提高|提升|强化|完善|优化|深化|力争|努力|争取|严格|做好|推进|推动|健全|改进)"
)
_CAUSE = re.compile(
    "因|由于|受|未|没|不足|不够|不及|不全|不高|不多|不到|不强|不准|不当|欠|缺|少|滞后|延迟|推迟|延期|晚|迟|慢|低于|偏|超|疫情|"
    "变化|变动|调整|减少|增加|取消|困难|问题|导致|造成|影响|下达|较|有限|薄弱|差距|误差|失误|遗漏|尚|仅|只|退休|调动|退出|暂"
)


@rule(
    "RS03",
    title="偏差原因要写原因，不是努力方向",
    subject="偏差原因",
    severity=Severity.CONFIRM,
    message="“{name}”扣了 {lost} 分，原因写的是“{text}”，这是努力方向，不是扣分的原因",
    remedy="先写为什么没有得满分（哪件事没做到、差多少），再写怎样改进。",
    source="栏目名称是“偏差原因分析及改进措施”，先有原因，后有措施",
    certainty="表注",
    needs="sent dept|project: indicators.score indicators.points|indicators.level2 indicators.reason",
    bad=(
        Example({"dept.indicators.8.reason": "进一步提高经济效益"}, at="dept_indicators.8.reason"),
        Example({"project.1.indicators.6.reason": "今后继续加强管理。"}, at="project.1.indicators.6.reason"),
    ),
)
def reason_is_aim(scene: Scene) -> Iterator[Hit]:
    """A text that begins with what shall be done better and names no cause at all."""
    for one in all_indicators(scene):
        text = squeeze(one.reason)
        if one.leads and one.lost > 0 and _AIM.match(text) and not _CAUSE.search(text):
            cell = next((row["reason"] for row in one.mates if "reason" in row and row["reason"].text), None)
            yield Hit.at(one.form, cell, one.reason, name=one.name, lost=one.lost, text=short(one.reason, 30))
