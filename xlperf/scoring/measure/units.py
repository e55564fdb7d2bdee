"""Units of quantities (计量单位): which there are, and how one is turned into another."""

import re
from decimal import Decimal
from functools import lru_cache

COUNTED = """
人次 人 名 户次 户 家次 家 个 项次 项 件次 件 次 场次 场 篇 份 期 条 处 座 台套 台次 台 套 辆次 辆 栋 幢 间 所 村 镇 乡
例 起 宗 批次 批 种 类 只 头 羽 株 棵 粒 盏 块 册 本 张 幅 部 门 节 课时 学时 班次 班 岁 枚 艘 架 根 桩 笔 卷 组 支 队
床 轮 届 站 口 眼 片 段 点 位 面 道 步 层 车次 趟 桌 箱 瓶 盒 袋 包 颗 尾 匹 件套 人天 人日 级 刊 封 条次 分
个百分点 百分点 个月 个工作日 工作日
""".split()
MEASURED = """
亩 公顷 平方公里 平方千米 平方米 平米 平方 立方米 方 米 公里 千米 厘米 毫米 吨 公斤 千克 斤 克 毫克 微克 升 毫升 小时 分钟 秒 天 日 周 月
季度 年 度 千瓦时 千瓦 元 千元 百元 km2 m2 m3 km cm mm m kg g t L TB GB MB KB kW MW ha
""".split()
SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}

KNOWN_UNITS = tuple(sorted({*COUNTED, *MEASURED}, key=lambda unit: (-len(unit), unit)))
UNIT_PATTERN = "(?:" + "|".join(map(re.escape, KNOWN_UNITS)) + ")"

_CONVERTED: dict[str, tuple[str, str]] = {
    "名": ("人", "1"),
    "百元": ("元", "100"),
    "千元": ("元", "1000"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "km": ("米", "1000"),
    "m": ("米", "1"),
    "厘米": ("米", "0.01"),
    "cm": ("米", "0.01"),
    "毫米": ("米", "0.001"),
    "mm": ("米", "0.001"),
    "平米": ("平方米", "1"),
    "平方": ("平方米", "1"),
    "m2": ("平方米", "1"),
    "公顷": ("平方米", "10000"),
    "ha": ("平方米", "10000"),
    "平方公里": ("平方米", "1000000"),
    "平方千米": ("平方米", "1000000"),
    "km2": ("平方米", "1000000"),
    "方": ("立方米", "1"),
    "m3": ("立方米", "1"),
    "克": ("千克", "0.001"),
    "g": ("千克", "0.001"),
    "斤": ("千克", "0.5"),
    "公斤": ("千克", "1"),
    "kg": ("千克", "1"),
    "吨": ("千克", "1000"),
    "t": ("千克", "1000"),
    "日": ("天", "1"),
    "个月": ("月", "1"),
    "个季度": ("季度", "1"),
    "季": ("季度", "1"),
    "百分点": ("个百分点", "1"),
    "个工作日": ("工作日", "1"),
}

PERIODS: dict[str, int | None] = {"年": 1, "半年": 2, "季度": 4, "月": 12, "周": None, "天": None}
"""Periods of a rate (每月, 每季度), and how many of them a year has; None where that is no round number."""


@lru_cache(maxsize=2_000)
def base_unit(unit: str) -> tuple[str, Decimal]:
    """`万亩` → (亩, 10000); `km` → (米, 1000); `万` → ("", 10000). 次 and 场, 人 and 人次 stay apart."""
    scale = next((one for one in ("万亿", "亿", "万") if unit.startswith(one)), "")
    base, factor = _CONVERTED.get(unit[len(scale) :], (unit[len(scale) :], "1"))
    return base, SCALES[scale] * Decimal(factor)


def rate_parts(per: str) -> frozenset[str]:
    """`人·月` → {人, 月}: 元/人*月 and 元/月·人 are the same rate."""
    return frozenset(base_unit(part)[0] for part in per.split("·") if part)


def period_of(per: str) -> str:
    """The period of a rate that has nothing else: 月 of 每个月1次; "" for 元/人·月."""
    parts = rate_parts(per)
    only = next(iter(parts)) if len(parts) == 1 else ""
    return only if only in PERIODS else ""


def join_rate(written: str) -> str:
    """`/人.每天`, `人、天`, `每人每天` → `人·天`."""
    return "·".join(part for part in re.split(r"[/.、*·×每]+", written) if part)
