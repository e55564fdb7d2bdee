"""The add-in: in its place, of this version, not blocked, not switched off by Excel."""

from collections.abc import Iterator

from xlperf.windows import places
from xlperf.windows.check import Check, good, wrong
from xlperf.windows.machine import Machine
from xlperf.windows.office import SERIES
from xlperf.windows.record import digest


def check_addin(machine: Machine) -> Iterator[Check]:
    """Same bytes as the one that belongs to this xlperf."""
    path = places.startup(machine) / places.ADDIN
    content = machine.read(path)
    source = places.shipped_addin(machine)
    shipped = machine.read(source) if source else None
    if content is None:
        yield wrong("加载宏", f"{path} 不存在", "关掉 Excel，运行 xlperf install")
    elif machine.zone(path) is not None:
        yield wrong(
            "加载宏",
            f"{path} 被 Windows 锁定（来自网络），Excel 会禁止它的宏",
            "关掉 Excel，运行 xlperf install；或右键 → 属性 → 解除锁定",
        )
    elif shipped is None:
        yield wrong("加载宏", f"{path} 在，但这份 xlperf 里没有可以对照的加载宏", "用完整的安装包重新安装 xlperf")
    elif digest(content) != digest(shipped):
        yield wrong(
            "加载宏",
            f"{path} 是别的版本（{digest(content)[:8]}，应为 {digest(shipped)[:8]}）",
            "关掉 Excel，运行 xlperf install",
        )
    else:
        yield good("加载宏", f"{path}（{digest(content)[:8]}）")


def check_disabled(machine: Machine) -> Iterator[Check]:
    """After a crash Excel may put an add-in on its list of disabled items."""
    needle = places.ADDIN.lower()
    for series in SERIES:
        items = machine.values(rf"HKCU\Software\Microsoft\Office\{series}\Excel\Resiliency\DisabledItems")
        for value in items.values():
            text = value.decode("utf-16-le", errors="replace") if isinstance(value, bytes) else str(value)
            if needle in text.lower():
                yield wrong(
                    "禁用的项目",
                    "Excel 把加载宏列为“禁用的项目”，启动时不再打开它",
                    "Excel → 文件 → 选项 → 加载项 → 管理：禁用项目 → 转到 → 选中 xlperf → 启用",
                )
