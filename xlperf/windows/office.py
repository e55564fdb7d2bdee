"""Which Excel is here, from the registry and from the program's own header."""

import re
import struct
from dataclasses import dataclass
from pathlib import PurePath

from xlperf.windows.machine import Machine, resolve

SERIES = ("16.0", "15.0", "14.0", "12.0")
NAMES = {"16.0": "Excel 2016 以上", "15.0": "Excel 2013", "14.0": "Excel 2010", "12.0": "Excel 2007"}
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
WPS_NAMES = ("kingsoft", "wps", "\\et.exe", "\\ket")

_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_HEADER = 4096


@dataclass(frozen=True)
class Excel:
    """An installed Excel."""

    path: PurePath
    series: str
    """The number under which it keeps its settings in the registry, such as 16.0."""
    build: str
    bits: int | None

    @property
    def label(self) -> str:
        """For people."""
        bits = f"{self.bits} 位" if self.bits else "位数不明"
        return f"{NAMES.get(self.series, 'Excel ' + self.series)}{self.build and ' ' + self.build}，{bits}"


def find_excel(machine: Machine) -> Excel | None:
    """Microsoft's Excel, None if there is none (WPS in its place is none)."""
    path = _path(machine)
    if path is None:
        return None
    click = machine.values(CLICK_TO_RUN)
    series = re.search(r"office(1[0-9])", str(path), re.IGNORECASE)
    bits = program_bits(machine.read(path, _HEADER) or b"") or {"x86": 32, "x64": 64}.get(str(click.get("Platform")))
    build = str(click.get("VersionToReport") or "")
    return Excel(path, f"{series[1]}.0" if series else "16.0", build, bits)


def program_bits(header: bytes) -> int | None:
    """Bitness of a Windows program, from its PE header."""
    if header[:2] != b"MZ" or len(header) < 0x40:
        return None
    at = struct.unpack_from("<I", header, 0x3C)[0]
    if header[at : at + 4] != b"PE\0\0" or len(header) < at + 6:
        return None
    return _MACHINES.get(struct.unpack_from("<H", header, at + 4)[0])


def is_wps(text: str) -> bool:
    """Does a command, path or file class belong to WPS?"""
    return any(name in text.lower() for name in WPS_NAMES)


def _path(machine: Machine) -> PurePath | None:
    flavour = type(machine.home)
    for root in ("HKCU", "HKLM"):
        found = str(machine.values(rf"{root}\{APP_PATHS}").get("") or "").strip('"')
        if found and not is_wps(found):
            return flavour(resolve(machine, found))
    for series in SERIES:
        for node in ("", "WOW6432Node\\"):
            key = rf"HKLM\SOFTWARE\{node}Microsoft\Office\{series}\Excel\InstallRoot"
            folder = str(machine.values(key).get("Path") or "")
            if folder:
                return flavour(folder) / "EXCEL.EXE"
    return None
