"""Python: version, bitness, where it came from."""

from collections.abc import Iterator

from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.machine import Kind, Machine

OLDEST = (3, 11)


def check_python(machine: Machine) -> Iterator[Check]:
    """Version and bitness; a Python from Microsoft's Store hides its files from Excel."""
    python = machine.python
    text = f"{'.'.join(map(str, python.version))}，{python.bits} 位，{python.executable}"
    if python.minor < OLDEST:
        yield wrong("Python", text, f"请安装 Python {'.'.join(map(str, OLDEST))} 以上（python.org，选“仅为我安装”）")
    elif python.from_store:
        yield wrong(
            "Python", f"{text}（来自微软应用商店，Excel 看不到它写的文件）", "请到 python.org 下载安装包重装 Python"
        )
    elif machine.kind is Kind.WINDOWS and python.bits == 32:
        remedy = "请换 64 位 Python；32 位的 Excel 配 64 位的 Python 完全可以"
        yield attention("Python", f"{text}（formualizer 等程序库不出 32 位版，以后升级会装不上）", remedy)
    else:
        yield good("Python", text)
