"""Whether more or less is better (指标方向), how far a result lies beyond its target, and whether a reason says anything."""

import re
from decimal import Decimal

from xlperf.model.values import squeeze
from xlperf.scoring.judge import Verdict
from xlperf.scoring.measure.measure import Measure, effective_relation
from xlperf.scoring.measure.words import bare, is_blank

_TIME = re.compile(r"(?:个)?(?:工作日|小时|分钟|季度|天|日|周|月|年|秒)")
LESS_IS_BETTER = re.compile(
    "投诉|上访|信访|事故|伤亡|死亡|发病|感染|误差|差错|出错|错误|偏差|逾期|超期|失业|空置|闲置|流失|浪费|损失|损耗|能耗|排放|污染|"
    "违规|违纪|违法|违约|发案|犯罪|返贫|辍学|故障|中断|拖欠|结转|结余|变动率|调整率|控制|压减|压缩|减少|下降|降低|成本|费用|单价|价格|"
    "时间|时限|时长|周期|工期|间隔"
)
_MORE_IS_BETTER = re.compile("节约|节省|节支|下降|降低|压减|减少|(?:完成|执行|合规|达标|使用|到位)率")
_NO_REASON = re.compile(
    r"(?:无|没有|不存在|未发现|未出现)(?:明显|较大)?(?:偏差|差异|偏离|问题|原因|异常)?(?:原因)?|"
    r"(?:已|已经|均已|全部|按时|按期|按计划|圆满|基本)*(?:完成|达标|达到|实现)(?:目标|任务|要求|指标)?|"
    r"正常|良好|达标|符合(?:要求)?|合格|满意"
)
_OF_EXECUTION = re.compile(
    "执行率|支付率|支付进度|支出进度|结转|结余|未支付|未拨付|未下达|跨年|资金.{0,6}(?:晚|迟|未到)|预算.{0,4}(?:调减|压减|收回)"
)


def directed(target: Measure, *, level2: str, name: str) -> bool:
    """Whether more or less is better can be said: a sign is written, or nothing speaks against 'the more the better'.

    Without a sign, `10天` or `投诉率5%` may mean either. `level2` without white space, `name` in one line (三级指标).
    """
    if target.relation is not None or target.number == 0 or not target.is_numeric:
        return True
    if "成本" in level2:
        return not _MORE_IS_BETTER.search(name)
    return not (_TIME.fullmatch(target.unit) or LESS_IS_BETTER.search(name))


def multiple(target: Measure, verdict: Verdict, *, level2: str) -> Decimal | None:
    """Actual ÷ target of a target that was reached and of which more is better; None where that cannot be said.

    A rate beyond 100% against a target of at most 100% is a slip, not an achievement. Ask `directed` too.
    """
    pair = verdict.pair
    if pair is None or verdict.met is not True or pair[0] <= 0:
        return None
    if effective_relation(target, level2) in ("≤", "<", None) or (target.is_percent and pair[0] <= 1 < pair[1]):
        return None
    return pair[1] / pair[0]


def no_reason(text: str) -> bool:
    """Where a reason (偏差原因) belongs, nothing, or 无偏差, 已完成: words that say of no deviation why."""
    said = bare(squeeze(text))
    return is_blank(said) or _NO_REASON.fullmatch(said) is not None


def of_execution(text: str) -> bool:
    """Whether a text speaks of why the budget was not spent."""
    return _OF_EXECUTION.search(squeeze(text)) is not None
