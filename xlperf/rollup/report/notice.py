"""绩效自评情况的通报: how many came, who is late, what came back, what is wrong, and what each has to do."""

from collections.abc import Sequence
from itertools import zip_longest

from xlperf.rollup.report.chapters import problems, received
from xlperf.rollup.report.closing import closing
from xlperf.rollup.report.phrases import OVERVIEW, column, day, grid, say, span
from xlperf.rollup.report.source import UNITS, Source
from xlperf.rollup.report.text import (
    NOTICE,
    Block,
    Date,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Said,
    Title,
)

REMINDERS, LEDGER, FINDINGS = "催报清单", "收件台账", "问题清单"
REFUSED, DONE = "退回", "已报"
MEND = "按退回的批注副本改正后重报"
MOST = 500
"""rows of a table of units or files"""
DUE, DAY = Gap("请填写期限"), Gap("期限")


def notice(source: Source) -> Document:
    """What the roll-up says; addressees, days and signature are left to the bureau."""
    made = Document(NOTICE)
    made.blocks += [
        Title(["关于", span(source), "部门整体支出及项目支出绩效自评情况的通报"]),
        Paragraph([Gap("请填写主送单位"), "："], "Addressee"),
        say(
            "按照", Gap("请填写文件名称和文号"), "，各单位开展了", span(source), "绩效自评。我们对截至", day(source.made),
            "收到的材料逐份审核，现将有关情况通报如下。",
        ),
        Heading(1, ["总体情况"]),
        *received.write(source),
    ]  # fmt: skip
    for title, blocks in (
        ("没有按时、按要求报送的单位", _reminded(source)),
        ("退回的文件", _refused(source)),
        ("审核发现的主要问题", [*problems.severities(source), *problems.by_rule(source)]),
        ("整改要求", _demands(source)),
    ):
        if blocks:
            made.blocks += [Heading(1, [title]), *blocks]
    made.blocks += closing(source, made, _units(source))
    return made


def _reminded(source: Source) -> list[Block]:
    """Units of 催报清单 that owe something, and those that came late."""
    owing: list[list[Part]] = []
    late: list[tuple[Said, Figure]] = []
    for number, line in source.lines(REMINDERS):
        name = Said.of(line.get("单位"), 40)
        overdue, days = (
            source.at(REMINDERS, number, head, "count", f"{name.text}·{head}")
            for head in ("已过期（天）", "报来时晚（天）")
        )
        if line.get("情况") != DONE:
            owing.append(
                [name, Said.of(line.get("情况")), Said.of(line["还缺"]) if line.get("还缺") else MEND, overdue, DAY]
            )
        if days:
            late.append((name, days))
    columns = [
        column("单位", 40, left=True), column("情况", 16), column("还缺什么、要做什么", 66, left=True), column("已过期（天）", 16), column("期限", 18),
    ]  # fmt: skip
    made: list[Block] = []
    if owing:
        said = "下列单位没有报送（未报）、没有报全（未报全），或者有错误待改正重报（待改）："
        made += [say(said), *grid("没有报送、没有报全和待改的单位", columns, owing, most=MOST, where=REMINDERS)]
    if late:
        made += [say("下列单位迟于截止日期报来："), *_late(late)]
    return made


def _late(late: list[tuple[Said, Figure]]) -> list[Block]:
    """Two units a row; the latest first."""
    late.sort(key=lambda pair: -int(pair[1].text.replace(",", "")))
    half = (len(late) + 1) // 2
    pairs = zip_longest(late[:half], late[half:], fillvalue=("", ""))
    rows: list[list[Part]] = [[*left, *right] for left, right in pairs]
    columns = [column("单位", 58, left=True), column("晚（天）", 20)] * 2
    return grid("迟报的单位", columns, rows, most=MOST, where=REMINDERS)


def _refused(source: Source) -> list[Block]:
    """Files that do not count, with the reason."""
    rows: list[list[Part]] = [
        [Said.of(line.get("文件")), Said.of(line.get("单位"), 40), Said.of(line.get("状态")), Said.of(line.get("说明"))]
        for _, line in source.lines(LEDGER)
        if line.get("去向") == REFUSED
    ]
    if not rows:
        return []
    columns = [
        column("文件", 48, left=True),
        column("单位", 34, left=True),
        column("状态", 18),
        column("原因", 60, left=True),
    ]
    return [
        say(
            "下列",
            received.count(source, "＋ 退回"),
            "个文件没有计入：读不了的请按模板重新报送；有误退回的请改正重报；没有登记的请核对单位名称。",
        ),
        *grid("退回的文件", columns, rows, most=MOST, where=LEDGER),
    ]


def _demands(source: Source) -> list[Block]:
    """What each kind of unit has to do; the days are the bureau's to set."""
    small = next(iter(source.blocks(OVERVIEW, "性质")), None)

    def of(label: str) -> Figure | None:
        return small.figure(label, "涉及单位", "count", f"{label}·涉及单位") if small else None

    kinds: Sequence[tuple[Figure | None, str, str]] = (
        (received.count(source, "＋ 未收"), "没有报送的", "补报全部材料"),
        (received.count(source, "其中：未报全"), "没有报全的", "补齐所缺的表和项目"),
        (received.count(source, "其中：待改"), "有错误待改正的", "按退回的批注副本逐条改正后重新报送"),
        (of("逻辑性错误"), "有逻辑性错误的", "逐条改正"),
        (of("核实性问题"), "有核实性问题的", "逐条改正，或者在“出错说明”里写明情况"),
    )
    made: list[Block] = [say(who, figure, "个单位，于", DUE, f"以前{what}。") for figure, who, what in kinds if figure]
    return [
        *made,
        say("各单位改正后，请先自行校验，再按原渠道报送。", Gap("请财政部门补充：联系人、电话，逾期不改的处理")),
    ]


def _units(source: Source) -> list[Block]:
    """附表: units with errors or with what is to be confirmed."""
    several = len(source.years) > 1
    rows: list[list[Part]] = []
    for number, line in source.lines(UNITS):
        name, year = Said.of(line.get("单位"), 40), Date(f"{line.get('年度')}年度")
        figures = [
            source.at(UNITS, number, head, "count", f"{name.text}·{head}") for head in ("逻辑性错误", "核实性问题")
        ]
        if any(figures):
            what = "逐条改正后重报" if figures[0] else "逐条改正或者写明情况"
            rows.append([name, *([year] if several else []), *figures, what, DAY])
    columns = [
        column("单位", 52 - 16 * several, left=True), *([column("年度", 16)] if several else []), column("逻辑性错误（条）", 22),
        column("核实性问题（条）", 22), column("要求", 44), column("期限", 18),
    ]  # fmt: skip
    if not rows:
        return []
    title = "各单位需要改正和说明的问题"
    return [Heading(0, ["附表"]), *grid(title, columns, rows, most=MOST, where=UNITS)]
