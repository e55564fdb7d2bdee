"""Excel: which one, and whether WPS sits in its place."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.checks.libreoffice import find_libreoffice
from xlperf.windows.machine import Machine, resolve
from xlperf.windows.office import find_excel, is_wps

WITHOUT_MACROS = "填表用不带宏的模板，校验用命令 xlperf check"
MAC_EXCEL = PurePosixPath("/Applications/Microsoft Excel.app")
_CHOICE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts"
_COM = "Excel.Application"


def check_excel(machine: Machine) -> Iterator[Check]:
    """Version and bitness; Python's may differ, xlwings runs beside Excel, not in it."""
    excel = find_excel(machine)
    if excel is None:
        yield _no_excel(machine)
    elif float(excel.series) < 14:
        yield wrong("Excel", excel.label, f"请换 Excel 2016 以上；在这之前{WITHOUT_MACROS}")
    elif float(excel.series) < 16:
        yield attention(
            "Excel", f"{excel.label}（老版本，按钮没有试过）", f"能换就换 Excel 2016 以上；不能换，{WITHOUT_MACROS}"
        )
    else:
        mixed = excel.bits not in (None, machine.python.bits)
        yield good("Excel", excel.label + (f"；Python 是 {machine.python.bits} 位，不必相同" if mixed else ""))


def check_mac_excel(machine: Machine) -> Iterator[Check]:
    """Excel for macOS."""
    if machine.is_folder(MAC_EXCEL):
        yield good("Excel", str(MAC_EXCEL))
    else:
        yield _no_excel(machine)


def check_wps(machine: Machine) -> Iterator[Check]:
    """Which program opens .xlsx by double click, and which one answers when Python asks for Excel."""
    server = _com_server(machine)
    if server and is_wps(server):
        yield wrong(
            "WPS 顶替 Excel",
            f"程序调用 Excel 时打开的是 {server}",
            "关掉 WPS，在“WPS 综合修复/配置工具 → 高级 → 兼容设置”里取消“与 Office 兼容”的勾选，再修复一次 Office",
        )
    seen = {suffix: _opener(machine, suffix) for suffix in (".xlsx", ".xlsm")}
    taken = [
        suffix for suffix, program in seen.items() if is_wps(program) or program.upper().startswith(("ET.", "KET."))
    ]
    if taken:
        yield attention(
            "文件关联",
            f"双击 {'、'.join(taken)} 用 WPS 打开，带宏的按钮在 WPS 里用不了",
            f"右键文件 → 打开方式 → 选择其他应用 → Excel → 始终；只有 WPS 的电脑，{WITHOUT_MACROS}",
        )
    elif not (server and is_wps(server)):
        yield good("文件关联", "、".join(f"{suffix} → {program or '未设'}" for suffix, program in seen.items()))


def _no_excel(machine: Machine) -> Check:
    if find_libreoffice(machine):
        return attention("Excel", "没有装", "按钮可以在 LibreOffice 里用：xlperf libreoffice install")
    return wrong("Excel", "没有装，也没有 LibreOffice", f"按钮要 Excel 或 LibreOffice；没有它们，{WITHOUT_MACROS}")


def _opener(machine: Machine, suffix: str) -> str:
    """The file class Windows opens a suffix with."""
    for name in ("UserChoiceLatest\\ProgId", "UserChoice"):
        chosen = machine.values(rf"{_CHOICE}\{suffix}\{name}").get("ProgId")
        if chosen:
            return str(chosen)
    return _class(machine, suffix, "")


def _com_server(machine: Machine) -> str:
    number = _class(machine, rf"{_COM}\CLSID", "")
    if not number:
        return ""
    for key in (rf"CLSID\{number}\LocalServer32", rf"WOW6432Node\CLSID\{number}\LocalServer32"):
        command = _class(machine, key, "")
        if command:
            return resolve(machine, command)
    return ""


def _class(machine: Machine, key: str, name: str) -> str:
    """A value of HKEY_CLASSES_ROOT: the user's own comes before the machine's."""
    for root in ("HKCU\\Software\\Classes", "HKLM\\SOFTWARE\\Classes"):
        value = machine.values(rf"{root}\{key}").get(name)
        if value:
            return str(value)
    return ""
