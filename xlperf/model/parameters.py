"""Parameter (口径参数): a number that an authority or a practice fixed: dated, placed, sourced."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xlperf.errors import DefinitionError

FOLDER = Path(__file__).parents[1] / "definitions" / "parameters"
Certainty = Literal["官方", "表注", "系统口径", "通行做法", "推定"]


class ParameterRow(BaseModel):
    """One row: from when, where (administrative code prefix, "" = everywhere), how much, after what."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    since: date = Field(alias="from")
    place: str = ""
    value: Any = Field(alias="is")
    source: str
    certainty: Certainty


class Parameter(BaseModel):
    """All rows of one quantity, and its Chinese label and unit."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    label: str
    unit: str
    note: str = ""
    value: tuple[ParameterRow, ...] = Field(strict=False)

    def row(self, on: date, place: str) -> ParameterRow | None:
        """The row in force: nearest place first ("4306" before "43" before all), then the latest date."""
        live = [row for row in self.value if row.since <= on and place.startswith(row.place)]
        return max(live, key=lambda row: (len(row.place), row.since), default=None)


class Parameters:
    """The parameters in force in one place for one year (31 December). Unknown names raise DefinitionError."""

    def __init__(self, place: str, year: int) -> None:
        self.place, self.year = place, year

    def row(self, name: str) -> ParameterRow:
        """The row in force, with its source and certainty."""
        return _in_force(name, self.place, self.year)

    def __getitem__(self, name: str) -> Any:
        """The value in force; numbers are Decimal."""
        return self.row(name).value

    def number(self, name: str) -> Decimal:
        """The value in force as a Decimal."""
        return _number(name, self.place, self.year)

    def basis(self, name: str) -> str:
        """Source and certainty, as findings print it: 表注：…."""
        row = self.row(name)
        return f"{row.certainty}：{row.source}"


@cache
def _in_force(name: str, place: str, year: int) -> ParameterRow:
    row = load_parameter(name).row(date(year, 12, 31), place)
    if row is None:
        raise DefinitionError(f"参数 {name}：{place or '全国'} {year} 年没有有效的数值")
    return row


@cache
def _number(name: str, place: str, year: int) -> Decimal:
    return Decimal(_in_force(name, place, year).value)


@cache
def load_parameter(name: str) -> Parameter:
    """Read definitions/parameters/{name}.toml; numbers become Decimal. Raises DefinitionError naming file and key."""
    path = FOLDER / f"{name}.toml"
    try:
        raw = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        return Parameter.model_validate(_decimals(raw))
    except FileNotFoundError:
        raise DefinitionError(f"没有参数文件 {path.name}") from None
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{path.name}：{fault}") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise DefinitionError(f"{path.name}：键 {'.'.join(map(str, first['loc']))}：{first['msg']}") from fault


def parameter_names() -> list[str]:
    """All parameters there are, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _decimals(value: Any) -> Any:
    """Whole numbers to Decimal too, everywhere but in booleans."""
    if isinstance(value, dict):
        return {key: _decimals(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decimals(item) for item in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
