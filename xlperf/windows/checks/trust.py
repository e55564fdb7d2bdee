"""Trust settings: may macros run at all, may add-ins, and is the start folder trusted? A policy outranks the user."""

from collections.abc import Iterator
from pathlib import PurePath

from xlperf.windows import places
from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.checks.excel import WITHOUT_MACROS
from xlperf.windows.machine import Machine, RegistryValue, resolve
from xlperf.windows.office import find_excel

ASK_ADMIN = f"请单位的信息管理人员放开，或者{WITHOUT_MACROS}"
TRUST_CENTRE = "Excel → 文件 → 选项 → 信任中心 → 信任中心设置"


def check_macros(machine: Machine) -> Iterator[Check]:
    """宏设置: 1 all, 2 ask (the default), 3 signed only, 4 none; and the policies that switch VBA off."""
    name = "宏设置"
    for root in ("HKCU", "HKLM"):
        for common in (f"{_series(machine)}\\Common", "Common"):
            if machine.values(rf"{root}\Software\Policies\Microsoft\Office\{common}").get("VBAOff") == 1:
                yield wrong(name, "组策略关闭了整个 Office 的 VBA（VBAOff）", ASK_ADMIN)
                return
    level, by_policy = _setting(machine, "VBAWarnings")
    who = "组策略" if by_policy else "信任中心"
    remedy = ASK_ADMIN if by_policy else f"{TRUST_CENTRE} → 宏设置 → 选“禁用所有宏，并发出通知”"
    match level:
        case 4:
            yield wrong(name, f"{who}禁用了所有宏，不发通知", remedy)
        case 3:
            either = f"把工作簿放进受信任位置；或者：{remedy}"
            yield wrong(name, f"{who}只许有数字签名的宏运行，xlperf 的宏没有签名", either)
        case 1:
            yield attention(name, f"{who}启用了所有宏，谁的都会运行", f"不安全；{remedy}，xlperf 够用")
        case _:
            yield good(name, "打开带宏的文件时询问，点“启用内容”")
    if _setting(machine, "blockcontentexecutionfrominternet")[0] == 1:
        yield attention(
            name, "组策略禁止来自网络的文件运行宏", "文件先解除锁定（右键 → 属性 → 解除锁定），或放进受信任位置"
        )


def check_addin_policy(machine: Machine) -> Iterator[Check]:
    """Add-ins switched off, or signed ones only."""
    for value, text in (("DisableAllAddins", "禁用了所有加载项"), ("RequireAddinSig", "只许有数字签名的加载项")):
        number, by_policy = _setting(machine, value)
        if number == 1:
            who = "组策略" if by_policy else "信任中心"
            yield wrong("加载项设置", f"{who}{text}", ASK_ADMIN if by_policy else f"{TRUST_CENTRE} → 加载项 → 去掉勾选")


def check_locations(machine: Machine) -> Iterator[Check]:
    """Is Excel's start folder, where the add-in lies, a trusted location?"""
    name, folder = "受信任位置", places.startup(machine)
    disabled, by_policy = _locations_disabled(machine)
    if disabled:
        remedy = ASK_ADMIN if by_policy else f"{TRUST_CENTRE} → 受信任位置 → 去掉“禁用所有受信任位置”"
        yield wrong(name, "全部被禁用", remedy)
        return
    known = list(trusted_folders(machine))
    if any(is_trusted(folder, known)):
        yield good(name, f"包括 {folder}")
    elif not known:
        yield attention(name, "注册表里还没有（Excel 还没启动过，或用默认值）", "启动一次 Excel 再运行 xlperf doctor")
    else:
        yield attention(
            name, f"不包括 {folder}，Excel 可能不让加载宏运行", f"{TRUST_CENTRE} → 受信任位置 → 添加这个文件夹"
        )


def trusted_folders(machine: Machine) -> Iterator[tuple[PurePath, bool]]:
    """(folder, with the folders below it?)"""
    flavour = type(machine.home)
    for key in _keys(machine):
        for child in machine.subkeys(rf"{key}\Trusted Locations"):
            values = machine.values(rf"{key}\Trusted Locations\{child}")
            path = values.get("Path")
            if path:
                yield flavour(resolve(machine, str(path))), values.get("AllowSubFolders") == 1


def is_trusted(folder: PurePath, known: list[tuple[PurePath, bool]]) -> Iterator[bool]:
    """Does each trusted location cover a folder?"""
    return (folder == trusted or (deep and folder.is_relative_to(trusted)) for trusted, deep in known)


def _locations_disabled(machine: Machine) -> tuple[bool, bool]:
    for index, key in enumerate(_keys(machine)):
        if machine.values(rf"{key}\Trusted Locations").get("AllLocationsDisabled") == 1:
            return True, index < 2
    return False, False


def _setting(machine: Machine, value: str) -> tuple[RegistryValue, bool]:
    """(value, set by policy?)"""
    for index, key in enumerate(_keys(machine)):
        found = {name.lower(): content for name, content in machine.values(key).items()}.get(value.lower())
        if found is not None:
            return found, index < 2
    return None, False


def _keys(machine: Machine) -> tuple[str, str, str]:
    """Where Excel's security settings lie: policies first."""
    tail = rf"Microsoft\Office\{_series(machine)}\Excel\Security"
    policies = rf"Software\Policies\{tail}"
    return rf"HKCU\{policies}", rf"HKLM\{policies}", rf"HKCU\Software\{tail}"


def _series(machine: Machine) -> str:
    excel = find_excel(machine)
    return excel.series if excel else "16.0"
