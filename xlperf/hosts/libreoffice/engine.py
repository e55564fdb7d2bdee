"""The engine that xlwings asks for apps, and that says how values go in and out."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlwings as xw

from xlperf.hosts.libreoffice import values
from xlperf.hosts.libreoffice.apps import Apps

NAME = "libreoffice"


class Engine:
    """xlwings' view of LibreOffice; `type` desktop makes xlwings treat it as it treats Excel over COM."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Mapping[str, Any]) -> values.Writable:
        """One Python value on its way into a cell."""
        return values.for_cell(value)

    @staticmethod
    def clean_value_data(
        data: Iterable[Iterable[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Raw values on their way out: what `options(dates=…, empty=…, numbers=…, err_to_str=…)` asks for."""
        return [
            [values.for_python(value, datetime_builder, empty_as, number_builder, err_to_str) for value in row]
            for row in data
        ]


_engine = xw.Engine(impl=Engine())


def register() -> xw.Engine:
    """The one engine of this process, known to xlwings under its name."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(_engine)
    return _engine
