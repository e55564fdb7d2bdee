"""One accepted unit (all its files together) as rows of the long frames; plain dicts, column id → value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlperf.model.finding import Finding, Severity
from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Repair, Row, Submission
from xlperf.rollup.figures import Shown, added, figures, shown, span
from xlperf.rollup.ledger import Entry, form_label, project_of
from xlperf.scoring.assess import Assessment, assess
from xlperf.scoring.compute import standing
from xlperf.scoring.rates import ratio

Line = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One form of an accepted file, with what is needed to read it."""

    entry: Entry
    submission: Submission
    form: FilledForm
    edition: Edition
    year: int

    @cached_property
    def parameters(self) -> Parameters:
        """In force at the edition's place in the submission's year."""
        return Parameters(self.edition.place, self.year)

    @cached_property
    def assessment(self) -> Assessment:
        """The figures of ours that stand beside the unit's."""
        return assess(self.form, self.edition, self.parameters)

    def place(self, cell: str) -> Line:
        """Where a figure stands: file, sheet, cell."""
        return {"file": self.entry.name, "path": str(self.entry.path), "sheet": self.form.sheet, "cell": cell}

    @property
    def findings(self) -> list[Finding]:
        """Those of this form; where a sheet holds several project forms, those that name none go to the first."""
        here = [f for f in self.entry.findings if f.form == self.form.form and f.sheet == self.form.sheet]
        if self.form.form != "project":
            return here
        first = min(form.ordinal for form in self.submission.of("project") if form.sheet == self.form.sheet)
        return [f for f in here if (project_of(f) or str(first)) == str(self.form.ordinal)]

    def money(self, kind: str) -> Shown:
        """`initial`, `budget`, `executed`: the form's money in 万元."""
        return added(cell for cells in self.money_cells(kind) for cell in cells)

    def rate(self, executed: Shown, budget: Shown) -> Decimal | None:
        """Executed ÷ budget as a ratio at the places in force; None where one of them is no number."""
        if not isinstance(executed, Decimal) or not isinstance(budget, Decimal):
            return None
        return ratio(executed, budget, places=int(self.parameters.number("rate_places")))

    def money_cells(self, kind: str) -> list[tuple[Cell, ...]]:
        """The cells behind `money`, field by field."""
        names = self.edition.form(self.form.form).funds.get(kind, ())
        return [standing(self.form, name, self.edition) for name in names]


@dataclass
class Unit:
    """An accepted unit: its name as written, its year, the files that count."""

    name: str
    year: int
    entries: Sequence[Entry]
    parts: list[Part] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Unit":
        """From the entries of one unit and year (at least one, all accepted)."""
        parts: list[Part] = []
        for entry in entries:
            submission = entry.submission
            assert submission is not None
            edition = load_edition(submission.edition, submission.year)
            year = submission.year or edition.year
            parts += [Part(entry, submission, form, edition, year) for form in submission.forms]
        first = entries[0].submission
        assert first is not None
        year = first.year or load_edition(first.edition).year
        return cls(first.unit.strip() or f"（没有写单位名称：{entries[0].name}）", year, entries, parts)

    @property
    def head(self) -> Line:
        """What every row begins with."""
        return {"unit": self.name, "year": self.year}

    def main(self) -> Part | None:
        """The form that speaks for the unit as a whole: 附件2, else the list of projects (汇总)."""
        return next((p for kind in ("dept", "list") for p in self.parts if p.form.form == kind), None)

    def of_form(self, kind: str) -> list[Part]:
        """All parts of one kind."""
        return [part for part in self.parts if part.form.form == kind]


def unit_line(unit: Unit) -> Line:
    """单位汇总."""
    main = unit.main()
    findings = [f for entry in unit.entries for f in entry.findings]
    editions = dict.fromkeys(load_edition(e.submission.edition).name for e in unit.entries if e.submission)
    line = unit.head | {"edition": "、".join(editions), "projects": len(list(project_lines(unit)))}
    line |= _counts(findings) | {"note": _remark(unit)}
    first = unit.entries[0]
    if main is None:
        sheet = unit.parts[0].form.sheet if unit.parts else ""
        return line | {"file": first.name, "path": str(first.path), "sheet": sheet, "cell": ""}
    return line | score_line(main)


def score_line(part: Part) -> Line:
    """Funds, rates and scores of one form, and the cells they come from; a sum with an unreadable part is not known."""
    ours = part.assessment
    form = part.form
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


def project_lines(unit: Unit) -> Iterator[Line]:
    """项目: one row per 附件3, and per named row of a list of projects."""
    for part in unit.of_form("project"):
        head = unit.head | {"source": "附件3", "name": part.form.text("name") or "（没有写项目名称）"}
        people = {name: part.form.text(name) for name in ("supervising", "implementing")}
        yield head | people | score_line(part) | _counts(part.findings) | {"indicators": len(indicator_rows(part))}
    for part in unit.of_form("list"):
        left = [finding for finding in part.findings if finding.cell]
        for row in part.form.rows("projects"):
            if any(not row[name].is_blank for name in ("name", "budget", "executed")):
                addresses = {cell.address for cell in row.values()} - {""}
                own = [finding for finding in left if finding.cell in addresses]
                left = [finding for finding in left if finding.cell not in addresses]
                yield unit.head | _listed_project(part, row) | _counts(own)


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


def base_lines(unit: Unit) -> Iterator[Line]:
    """基础数据: one row per figure of 附件1."""
    for part in unit.of_form("base"):
        yield from _figure_lines(unit, part, "附件1")


def fund_lines(unit: Unit) -> Iterator[Line]:
    """资金: one row per figure of 附件2, 附件3 and the list of projects, indicators aside."""
    for part in (p for kind in ("dept", "project", "list") for p in unit.of_form(kind)):
        yield from _figure_lines(unit, part, form_label(part.form))


def _figure_lines(unit: Unit, part: Part, label: str) -> Iterator[Line]:
    for figure in figures(part.form, part.edition):
        cell = figure.cell
        yield unit.head | {
            "form": label,
            "line": figure.line,
            "column": figure.column,
            "id": figure.id,
            "kind": figure.kind,
            "typed": "" if figure.parts else cell.typed,
            "read": figure.read,
        } | part.place(figure.address) | {"sheet": cell.sheet or part.form.sheet}  # fmt: skip


def indicator_rows(part: Part) -> list[tuple[int, Row]]:
    """The rows of the indicator table in which something was typed, with their number from 1."""
    typed = ("level3", "target", "actual", "score", "reason")
    rows = enumerate(part.form.rows("indicators"), 1)
    return [(n, row) for n, row in rows if any(name in row and not row[name].is_blank for name in typed)]


def indicator_lines(unit: Unit) -> Iterator[Line]:
    """指标, long: one row per indicator of 附件2 and each 附件3, our suggestion beside the unit's score."""
    for part in (p for kind in ("dept", "project") for p in unit.of_form(kind)):
        ours = {found.row: found for found in part.assessment.indicators}
        for n, row in indicator_rows(part):
            found = ours.get(n)
            texts = {name: row[name].text for name in ("level3", "reason") if name in row}
            texts |= {name: _one_line(row[name].text) for name in ("level1", "level2") if name in row}
            values = {name: shown(row.get(name)) for name in ("points", "score")}
            typed = {name: row[name].text for name in ("target", "actual") if name in row}
            cells = [row.get(name) for name in ("level3", "target", "actual", "points", "score", "reason")]
            yield unit.head | {"form": form_label(part.form)} | texts | typed | values | {
                "suggested": found.suggested if found else None,
                "low": found.low if found else None,
                "high": found.high if found else None,
                "trace": found.trace if found else "",
            } | part.place(span(cells))  # fmt: skip


def finding_lines(unit: Unit) -> Iterator[Line]:
    """问题清单: gravest first; within one severity in the order of the rules' engine."""
    found = [(entry, finding) for entry in unit.entries for finding in entry.findings]
    labels = {(p.entry.name, p.form.form, p.form.sheet): form_label(p.form) for p in unit.parts}
    for entry, f in sorted(found, key=lambda pair: pair[1].severity.rank):
        yield unit.head | {
            "severity": f.severity.chinese,
            "code": f.code,
            "form": labels.get((entry.name, f.form, f.sheet), "整套报送件" if not f.form else f.form),
            "message": f.message,
            "given": f.given,
            "expected": f.expected,
            "remedy": f.remedy,
            "basis": f.basis,
            "folded": f"由 {f.folded_under} 引起" if f.folded_under else "",
            "file": entry.name,
            "path": str(entry.path),
            "sheet": f.sheet,
            "cell": f.cell,
        }


def repair_lines(unit: Unit) -> Iterator[Line]:
    """修复记录: what reading changed, file by file."""
    for entry in unit.entries:
        assert entry.submission is not None
        parts = [part for part in unit.parts if part.entry is entry]
        for repair in entry.submission.repairs:
            here = [part for part in parts if part.form.sheet == repair.sheet] or parts
            yield unit.head | {
                "label": next(filter(None, (_label(part, repair) for part in here)), repair.field),
                "typed": repair.typed,
                "read": repair.read,
                "what": repair.what,
                "file": entry.name,
                "path": str(entry.path),
                "sheet": repair.sheet,
                "cell": repair.cell,
            }


def _label(part: Part, repair: Repair) -> str:
    """What the form calls the field, or the column of a table with the row's name; "" where it has none such."""
    fields, form = part.edition.form(part.form.form).fields, part.form
    for table, rows in form.tables.items():
        for row in rows:
            column = next((name for name, cell in row.items() if cell.address == repair.cell), "")
            known = part.edition.tables[table].columns.get(column)
            if known:
                named = _one_line(row["name"].text) if "name" in row else ""
                return f"{named}·{known.label}" if named and column != "name" else _one_line(known.label)
    return _one_line(fields[repair.field].label) if repair.field in fields else ""


def _one_line(text: str) -> str:
    return "".join(piece.strip() for piece in text.splitlines())


def _counts(findings: Sequence[Finding]) -> Line:
    """By severity; a finding that only follows from another is not counted, as `check` leaves it out."""
    return {s.value: sum(f.severity is s and not f.folded_under for f in findings) for s in Severity}


def _remark(unit: Unit) -> str:
    """Which forms of its edition the unit did not send, and figures that could not be read."""
    said: list[str] = []
    wanted = {form: part.edition for part in unit.parts for form in part.edition.forms}
    for kind, edition in wanted.items():
        if not unit.of_form(kind):
            said.append(f"没有{edition.form(kind).attachment or edition.form(kind).sheet}")
    main = unit.main()
    if main and main.assessment.total_score is not None and not main.assessment.grade:
        said.append(f"各项合计 {main.assessment.grade_trace}、不排名")
    unread = sum(cell.state == "unreadable" for part in unit.parts for cell in part.form.every_cell())
    if unread:
        said.append(f"{unread} 个数未能读出")
    return "；".join(said)
