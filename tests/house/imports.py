"""Who imports what, read from the syntax tree (nothing is executed)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "xlperf"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: `target` in full (`xlperf.model.values.round_half_up`, `pandas`).

    `deferred` is true where importing the module does not import the target: in a function, or only for the type
    checker.
    """

    file: Path
    line: int
    target: str
    deferred: bool

    @property
    def top(self) -> str:
        """`openpyxl` of `openpyxl.utils`."""
        return self.target.split(".")[0]

    @property
    def part(self) -> str:
        """`model` of `xlperf.model.values`; empty for `xlperf` itself."""
        return [*self.target.split("."), ""][1]


def imports_of(file: Path, root: Path) -> Iterator[Import]:
    """All imports of a module; `root` is the folder that holds the package."""
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    package = list(file.relative_to(root).parent.parts)
    for node, deferred in _walk(tree, deferred=False):
        for target in _targets(node, package):
            yield Import(file, node.lineno, target, deferred)


def _walk(node: ast.AST, *, deferred: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, deferred
        else:
            yield from _walk(child, deferred=deferred or _defers(child))


def _defers(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test).endswith("TYPE_CHECKING")
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _targets(node: ast.Import | ast.ImportFrom, package: list[str]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = package[: len(package) + 1 - node.level] if node.level else []
    source = ".".join([*base, *([node.module] if node.module else [])])
    return [f"{source}.{alias.name}" for alias in node.names]
