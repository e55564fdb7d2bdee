"""规则执行情况: what became of every rule: passed, found, not run and why; so that silence is known from blindness."""

from collections import Counter
from typing import Any

from xlperf.model.finding import Severity
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.found import FINDINGS, FOLLOWS
from xlperf.rollup.page import Formula, Styled
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import EMPTY, Table

NAME = "规则执行情况"
FILES, FOUND = "文件数（份）", "问题数（条）"
COLUMNS = (
    Column("code", "代码", 7, "center"),
    Column("title", "规则", 40),
    Column("severity", "性质", 11, "center"),
    Column("passed", "通过", 8, "count", FILES),
    Column("found", "发现问题", 9, "count", FILES),
    Column("skipped", "未执行", 8, "count", FILES),
    Column("own", "直接", 8, "count", FOUND, total=True),
    Column("folded", "由其他\n问题引起", 9, "count", FOUND, total=True),
    Column("why", "未执行的原因（最多的三种）", 44),
    Column("basis", "依据", 44),
)
CAPTION = (
    "每条规则在计入汇总的每份文件上的结果，三栏之和等于计入的文件数。“未执行”是文件里没有这条规则要看的表、栏目或数，不等于没有问题。"
    "只有部分表计入的文件，按整份统计。"
)
COLOURS = {severity.chinese: severity.value for severity in Severity}
REASONS = 3


def table(content: Content) -> Table:
    """One row a rule, in the order of the codes."""
    made = Table(NAME, "审核规则执行情况", CAPTION, COLUMNS, freeze=2, empty="没有规则")
    counted = {state: Counter[str]() for state in ("passed", "found", "skipped")}
    why: dict[str, Counter[str]] = {}
    for digest in (entry.digest for unit in content.accepted for entry in unit.entries if entry.digest):
        counted["passed"].update(digest.outcomes.passed)
        counted["found"].update(digest.outcomes.found)
        for reason, codes in (digest.outcomes.skipped or {}).items():
            counted["skipped"].update(codes)
            for code in codes:
                why.setdefault(code, Counter())[reason] += 1
    own, folded = _numbers(content)
    there = content.table(FINDINGS)
    for code, rule in sorted(content.rules.items()):
        own_rows, follow = (there.counted({"code": f'"{code}"', "folded": kind}) for kind in (EMPTY, FOLLOWS))
        values: dict[str, Any] = {
            "code": code,
            "title": rule.title,
            "severity": Styled(rule.severity, "center", (COLOURS.get(rule.severity, ""),)),
            "own": Formula(f"={own_rows}", own[code]),
            "folded": Formula(f"={follow}", folded[code]),
            "why": "；".join(f"{reason}（{n} 份）" for reason, n in why.get(code, Counter()).most_common(REASONS)),
            "basis": rule.basis,
        } | {state: numbers[code] for state, numbers in counted.items()}
        made.rows.append([values[column.id] for column in COLUMNS])
    return made


def _numbers(content: Content) -> tuple[Counter[str], Counter[str]]:
    """Findings by code: those of their own, and those that follow from others."""
    own, folded = Counter[str](), Counter[str]()
    for _, _, _, found in content.facts(FINDINGS):
        for code, _, follows, _ in found:
            (folded if follows else own)[code] += 1
    return own, folded


SHEET = Sheet(NAME, 110, "每条规则：多少份通过、多少份发现问题、多少份未执行及原因", table)
