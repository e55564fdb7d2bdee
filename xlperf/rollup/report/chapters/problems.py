"""主要问题: findings by severity and by rule, with the units concerned."""

from collections.abc import Sequence

from xlperf.model.values import squeeze
from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import NO_FILES, OVERVIEW, column, counts, grid, say
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Figure, Gap, Grid, Part, Said

RULES, BY_RULE = "规则执行情况", "问题按规则"
MUST = {"逻辑性错误": "必须改正", "核实性问题": "改正，或者写明情况", "提示": "请再核对，确认无误可以不改"}
"""severity → what the unit has to do"""
NAMED = 6
"""units named at a rule"""


def severities(source: Source) -> list[Block]:
    """How many of each, in how many units, and what has to be done."""
    small = next(iter(source.blocks(OVERVIEW, "性质")), None)
    every = source.beside(OVERVIEW, ("问题",), "count", "问题合计")
    if small is None or not source.years:
        return [NO_FILES]
    said: list[Part] = []
    for label in small.lines:
        found, units = (small.figure(label, head, "count", f"{label}·{head}") for head in ("条数", "涉及单位"))
        said += ["；" if said else "", label, found, "条，涉及", units, "个单位"]
    wanted = [("条数", "count", "条数", 0), ("涉及单位", "count", "涉及单位", 0)]
    rows: list[list[Part]] = [
        [*row, MUST.get(label, "")]
        for label, row in zip(small.lines, counts(small, wanted, small.lines, None), strict=True)
    ]
    columns = [column("性质", 36), column("条数", 26), column("涉及单位", 26), column("要求", 68, left=True)]
    return [
        say("对接收的材料逐格审核，共发现问题", every, "条（不含由其他问题引起的）。其中：", *said, "。"),
        *grid("审核问题（按性质）", columns, rows),
    ]


def by_rule(source: Source) -> list[Block]:
    """Rules that found something, the most frequent first."""
    concerned = _units(source)
    found: list[tuple[Figure, list[Part]]] = []
    for number, line in source.lines(RULES):
        code = str(line["代码"])
        times = source.at(RULES, number, "直接", "count", f"{code}·问题数", "问题数")
        if times:
            files = source.at(RULES, number, "发现问题", "count", f"{code}·文件数", "文件数")
            row: list[Part] = [
                Said(code),
                Said.of(line["规则"]),
                Said.of(line["性质"]),
                times,
                files,
                Said.of(concerned.get(code, ""), 400),
            ]
            found.append((times, row))
    if not found:
        return []
    found.sort(key=lambda pair: -int(pair[0].text.replace(",", "")))
    columns = [
        column("代码", 14), column("审核规则", 44, left=True), column("性质", 24), column("条数", 13), column("文件数", 13),
        column("涉及单位", 56, left=True),
    ]  # fmt: skip
    return [
        say("按审核规则看，出现的问题如下（从多到少）："),
        Grid("审核问题（按规则）", columns, [row for _, row in found]),
    ]


def _units(source: Source) -> dict[str, str]:
    """Code → names of the units that have it, each once; those after the first few are left to the roll-up."""
    table = source.table(BY_RULE)
    if table is None or any(name not in table.by_header for name in ("代码", "单位", "关联")):
        return {}
    codes, units, folded = source.columns(BY_RULE, ("代码", "单位", "关联"))
    names: dict[str, dict[str, str]] = {}
    for code, unit, follows in zip(codes, units, folded, strict=True):
        if code and unit and not follows:
            names.setdefault(str(code), {}).setdefault(squeeze(str(unit)), Said.of(unit, 40).text)
    return {
        code: "、".join(list(of.values())[:NAMED]) + (f"等，见“{BY_RULE}”" if len(of) > NAMED else "")
        for code, of in names.items()
    }


def write(source: Source) -> Sequence[Block]:
    """By severity, by rule; what they mean is the bureau's to say."""
    return [*severities(source), *by_rule(source), say(Gap("请财政部门补充：对自评质量和突出问题的归纳"))]


CHAPTER = Chapter(80, "自评质量和主要问题", write)
