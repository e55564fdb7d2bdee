"""The rows that a form gives to the roll-up's tables; plain dicts, column id → value."""

from collections.abc import Callable, Iterator

from xlperf.model.submission import Repair, Row
from xlperf.rollup.completion import completions, level2_group
from xlperf.rollup.figures import figures, shown, span
from xlperf.rollup.parts import Line, Part, counts, form_label


def score_line(part: Part) -> Line:
    """Funds, rates and scores of one form, and the cells they come from; a sum with an unreadable part is not known."""
    ours = part.assessment
    form = part.filled
    score = form.get("sum_score") or form.get("score")
    funds = [span(cells) for kind in ("initial", "budget", "executed") for cells in part.money_cells(kind)]
    places = [*funds, span([form.get("total_rate")]), span([score])]
    return (
        {kind: part.money(kind) for kind in ("initial", "budget", "executed")}
        | {
            "rate_printed": shown(form.get("total_rate")),
            "rate": ours.execution_rate,
            "score_printed": shown(score),
            "score": ours.total_score,
            "suggested": ours.suggested_total,
            "grade": ours.grade,
            "grade_printed": form.text("grade"),
        }
        | part.place(" ".join(dict.fromkeys(filter(None, places))))
    )


def project_lines(part: Part) -> Iterator[Line]:
    """项目: one row per 附件3, and per named row of a list of projects."""
    if part.kind == "project":
        head = part.head | {"source": "附件3", "name": part.filled.text("name") or "（没有写项目名称）"}
        people = {name: part.filled.text(name) for name in ("supervising", "implementing")}
        yield head | people | score_line(part) | counts(part.findings) | {"indicators": len(indicator_rows(part))}
    elif part.kind == "list":
        left = [finding for finding in part.findings if finding.cell]
        for row in part.filled.rows("projects"):
            if any(not row[name].is_blank for name in ("name", "budget", "executed")):
                addresses = {cell.address for cell in row.values()} - {""}
                own = [finding for finding in left if finding.cell in addresses]
                left = [finding for finding in left if finding.cell not in addresses]
                yield part.head | _listed_project(part, row) | counts(own)


def _listed_project(part: Part, row: Row) -> Line:
    budget, executed = shown(row["budget"]), shown(row["executed"])
    cells = [row[name] for name in ("name", "budget", "executed", "rate") if name in row]
    return {
        "source": "项目汇总表",
        "name": row["name"].text or "（没有写项目名称）",
        "budget": budget,
        "executed": executed,
        "rate_printed": shown(row.get("rate")),
        "rate": part.rate(executed, budget),
        "note": row["note"].text if "note" in row else "",
    } | part.place(span(cells))


def figure_lines(part: Part) -> list[Line]:
    """基础数据, 资金: one row per figure of a form, indicators aside."""
    return _once(part, "figures", _figure_lines)


def _once(part: Part, name: str, lines: Callable[[Part], Iterator[Line]]) -> list[Line]:
    if name not in part.kept:
        part.kept[name] = list(lines(part))
    return part.kept[name]


def _figure_lines(part: Part) -> Iterator[Line]:
    common = part.head | part.origin | {"form": form_label(part.filled)}
    repaired, sheet = part.file.repaired, part.filled.sheet
    for figure in figures(part.filled, part.edition):
        address = figure.address
        yield {
            **common,
            "line": figure.line,
            "column": figure.column,
            "id": figure.id,
            "kind": figure.kind,
            "typed": "" if figure.parts else figure.cell.typed,
            "read": figure.read,
            "cell": address,
            "repair": repaired.get((sheet, address), ""),
        }


def indicator_rows(part: Part) -> list[tuple[int, Row]]:
    """The rows of the indicator table in which something was typed, with their number from 1."""
    typed = ("level3", "target", "actual", "score", "reason")
    rows = enumerate(part.filled.rows("indicators"), 1)
    return [(n, row) for n, row in rows if any(name in row and not row[name].is_blank for name in typed)]


def indicator_lines(part: Part) -> list[Line]:
    """指标, long: one row per indicator, our suggestion beside the unit's score."""
    return _once(part, "indicators", _indicator_lines)


def _indicator_lines(part: Part) -> Iterator[Line]:
    ours = {found.row: found for found in part.assessment.indicators}
    common = part.head | part.origin | {"form": form_label(part.filled)}
    rows = indicator_rows(part)
    for (n, row), done in zip(rows, completions(part, rows), strict=True):
        found = ours.get(n)
        texts = {name: cell.text for name, cell in row.items()}
        cells = [row.get(name) for name in ("level3", "target", "actual", "points", "score", "reason")]
        yield {
            **common,
            "level1": one_line(texts.get("level1", "")),
            "level2": one_line(texts.get("level2", "")),
            "level3": texts.get("level3"),
            "target": texts.get("target"),
            "actual": texts.get("actual"),
            "points": shown(row.get("points")),
            "score": shown(row.get("score")),
            "reason": texts.get("reason"),
            "group": level2_group(texts.get("level2", "")),
            "done": done.done,
            "deviation": done.deviation,
            "due": done.reason,
            "why": done.why,
            "suggested": found.suggested if found else None,
            "low": found.low if found else None,
            "high": found.high if found else None,
            "trace": found.trace if found else "",
            "cell": span(cells),
            "repair": _repairs(part, row) if part.file.repaired else "",
        }


def _repairs(part: Part, row: Row) -> str:
    """What reading changed in a row."""
    sheet = part.filled.sheet
    found = (part.file.repaired.get((sheet, cell.address), "") for cell in row.values())
    return "；".join(dict.fromkeys(filter(None, found)))


def finding_lines(part: Part) -> list[Line]:
    """问题清单: gravest first; within one severity in the order of the rules' engine."""
    return _once(part, "findings", _finding_lines)


def _finding_lines(part: Part) -> Iterator[Line]:
    label = form_label(part.form) if part.form else "整套报送件"
    for f in sorted(part.findings, key=lambda found: found.severity.rank):
        yield (
            part.head
            | part.place("")
            | {
                "severity": f.severity.chinese,
                "code": f.code,
                "form": label,
                "message": f.message,
                "given": f.given,
                "expected": f.expected,
                "remedy": f.remedy,
                "basis": f.basis,
                "explained": f.answer,
                "folded": f"由 {f.folded_under} 引起" if f.folded_under else "",
                "sheet": f.sheet,
                "cell": f.cell,
            }
        )


def repair_lines(part: Part) -> Iterator[Line]:
    """修复记录: what reading changed."""
    siblings = [
        other for other in part.file.parts if other.form and other.form.sheet == (part.form and part.form.sheet)
    ]
    for repair in part.repairs:
        yield (
            part.head
            | part.place("")
            | {
                "label": next(filter(None, (_label(other, repair) for other in siblings)), repair.field),
                "typed": repair.typed,
                "read": repair.read,
                "what": repair.what,
                "sheet": repair.sheet,
                "cell": repair.cell,
            }
        )


def _label(part: Part, repair: Repair) -> str:
    """What the form calls the field, or the column of a table with the row's name; "" where it has none such."""
    fields, form = part.edition.form(part.kind).fields, part.filled
    for table, rows in form.tables.items():
        for row in rows:
            column = next((name for name, cell in row.items() if cell.address == repair.cell), "")
            known = part.edition.tables[table].columns.get(column)
            if known:
                named = one_line(row["name"].text) if "name" in row else ""
                return f"{named}·{known.label}" if named and column != "name" else one_line(known.label)
    return one_line(fields[repair.field].label) if repair.field in fields else ""


def one_line(text: str) -> str:
    """A text without line breaks and the white space around them."""
    return "".join(piece.strip() for piece in text.splitlines()) if "\n" in text or "\r" in text else text.strip()
