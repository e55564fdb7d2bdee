"""Arguments that several functions share."""

from xlperf.functions.registry import Argument

EXECUTED = Argument("executed", "全年执行数：万元；写了单位的文字（如“1200元”）会折算")
BUDGET = Argument("budget", "全年预算数：万元；就是执行率的分母")
POINTS = Argument("points", "分值：这一项的满分")
TARGET = Argument("target", "年度指标值：如 ≥95%、12次、2023年12月31日前；指标表里怎样写就怎样引用")
ACTUAL = Argument("actual", "实际完成值：如 96%、16次；和年度指标值的单位要一致")
LEVEL2 = Argument(
    "level2", "二级指标：选填，如 成本指标、时效指标；没有写≥≤的值，成本指标按“不超过”读，其余按“不低于”读", True
)
DIRECTION = Argument(
    "direction", "方向：选填，正向 或 反向；不填按年度指标值的符号，没有符号的按正向；也可以引用二级指标那一格", True
)
EDITION = Argument("edition", "版本：选填，如 yueyang_2023 或 岳阳市，用那个地方的口径；不填用全国通用口径", True)
YEAR = Argument("form_year", "年度：选填，如 2023；“11月底前”这样没写年份的日期按这一年读", True)
