"""Points (分值) and scores (得分) of a form by category (一级指标)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlperf.model.form import Group
from xlperf.model.lazy import lazy
from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import plain, squeeze
from xlperf.rules.scene import Scene, total
from xlperf.scoring.assess import level2_points

_PRINTED = re.compile(r"\((\d+(?:\.\d+)?)分?\)$")
_DOTS = re.compile(r"[.…·。]+")
_CONTENT = ("level3", "target", "actual", "score")


@dataclass(frozen=True)
class Category:
    """The rows under one 一级指标. `printed`: the points that the form prints for it, None where it prints none."""

    name: str
    group: Group | None
    printed: Decimal | None
    rows: tuple[Row, ...]

    @property
    def cell(self) -> Cell:
        """Where its name stands."""
        return self.rows[0]["level1"]

    @property
    def shared(self) -> bool:
        """Points live on the second level, several rows share them."""
        return "points" not in self.rows[0]

    @lazy
    def weights(self) -> list[Decimal]:
        """The points of its indicators; where rows share them, those printed behind each second level."""
        if not self.shared:
            return _numbers(self.rows, "points")
        levels = dict.fromkeys(squeeze(row["level2"].text) for row in self.rows if "level2" in row)
        return [points for level in levels if (points := level2_points(level)) is not None]

    @lazy
    def scores(self) -> list[Decimal]:
        """The scores of its indicators."""
        return _numbers(self.rows, "score")

    @lazy
    def gaps(self) -> list[Row]:
        """Rows with an indicator and no points."""
        return (
            []
            if self.shared
            else [row for row in self.rows if row["points"].is_blank and row["points"].address and has_content(row)]
        )

    def unread(self, column: str) -> bool:
        """Points, or scores, that cannot be read as numbers."""
        return any(row[column].state == "unreadable" for row in self.rows if column in row)


def categories(scene: Scene, form: FilledForm) -> Sequence[Category]:
    """The categories of a form in their order; a row without a name belongs to the one above."""
    return scene.once(("categories", id(form)), lambda: tuple(_categories(scene, form)))


def _categories(scene: Scene, form: FilledForm) -> Iterator[Category]:
    kept: dict[str, list[Row]] = {}
    name = ""
    for row in form.rows("indicators"):
        name = category_name(row["level1"].text) if "level1" in row and row["level1"].text else name
        kept.setdefault(name, []).append(row)
    for name, rows in kept.items():
        yield Category(name, group_of(scene, name), _printed(rows), tuple(rows))


@lru_cache(maxsize=20_000)
def category_name(text: str) -> str:
    """产出指标 of `产出指标\\n（50 分）`."""
    return _PRINTED.sub("", squeeze(text))


def group_of(scene: Scene, name: str) -> Group | None:
    """The edition's category of this name."""
    return scene.once(("group", name), lambda: _group_of(scene, name))


def _group_of(scene: Scene, name: str) -> Group | None:
    wanted = name.removesuffix("指标")
    return next(
        (g for g in scene.edition.groups if wanted in {n.removesuffix("指标") for n in (g.level1, *g.aliases)}), None
    )


def _printed(rows: Iterable[Row]) -> Decimal | None:
    for row in rows:
        own = row["points1"].number if "points1" in row else None
        found = _PRINTED.search(squeeze(row["level1"].text)) if "level1" in row else None
        if own is not None or found:
            return own if own is not None else Decimal(found[1]) if found else None
    return None


def _numbers(rows: Iterable[Row], column: str) -> list[Decimal]:
    """The numbers of a column; a cell joined over several rows counts once."""
    cells = [row[column] for row in rows if column in row]
    once = {(cell.sheet, cell.address or cell.field): cell for cell in reversed(cells)}
    return [cell.number for cell in reversed(once.values()) if cell.number is not None]


def has_content(row: Row) -> bool:
    """An indicator stands here, not only its category (or dots for more rows)."""
    texts = (row[column].text for column in _CONTENT if column in row)
    return any(text and not _DOTS.fullmatch(squeeze(text)) for text in texts)


def told(parts: Sequence[tuple[str, Decimal]]) -> str:
    """产出指标 50 + 效益指标 30 = 80, for messages."""
    sums = " + ".join(f"{name} {plain(number)}".strip() for name, number in parts)
    return f"{sums} = {plain(total([number for _, number in parts]))}" if len(parts) > 1 else sums


@dataclass(frozen=True)
class Points:
    """All points of a form, category by category, with those of the execution rate where they belong to the total."""

    parts: tuple[tuple[str, Decimal], ...]
    gaps: bool
    """an indicator without points, or points of the execution rate that are not there"""

    @lazy
    def total(self) -> Decimal:
        """Their sum."""
        return total([number for _, number in self.parts])


def all_points(scene: Scene, form: FilledForm) -> Points | None:
    """The points of a form; None where there are none or some cannot be read."""
    return scene.once(("points", id(form)), lambda: _all_points(scene, form))


def _all_points(scene: Scene, form: FilledForm) -> Points | None:
    found = categories(scene, form)
    if any(one.unread("points") for one in found) or not any(one.weights for one in found):
        return None
    parts = [(one.name, total(one.weights)) for one in found if one.weights]
    gaps = any(one.gaps for one in found)
    if scene.edition.execution_in_total:
        own = form.number("total_points")
        gaps = gaps or own is None
        parts += [("执行率", own)] if own is not None else []
    return Points(tuple(parts), gaps)


def all_scores(scene: Scene, form: FilledForm) -> Points | None:
    """The scores of a form; None where there are none, some cannot be read, or the execution rate has none."""
    return scene.once(("scores", id(form)), lambda: _all_scores(scene, form))


def _all_scores(scene: Scene, form: FilledForm) -> Points | None:
    found = categories(scene, form)
    if any(one.unread("score") for one in found) or not any(one.scores for one in found):
        return None
    parts = [(one.name, total(one.scores)) for one in found if one.scores]
    if scene.edition.execution_in_total:
        own = form.number("total_score")
        if own is None:
            return None
        parts.append(("执行率", own))
    return Points(tuple(parts), any(one.gaps for one in found))
