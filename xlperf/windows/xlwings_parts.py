"""Which xlwings belongs to us, and what its parts are called."""

XLWINGS = "0.37.8"
APPLESCRIPT = f"xlwings-{XLWINGS}.applescript"


def library(bits: int) -> str:
    """The DLL that Excel (not Python) loads: it follows Excel's bitness."""
    return f"xlwings{bits}-{XLWINGS}.dll"
