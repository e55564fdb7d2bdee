"""What a file is that is no workbook we can read: told by its name, its first bytes and what it contains."""

from pathlib import PurePath

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SYSTEM = ("thumbs.db", ".ds_store", "desktop.ini")
_LOCKS = ("~$", ".~lock")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_ARCHIVE_NAMES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
_WORD_NAMES = (".doc", ".docx", ".docm", ".wps", ".rtf")
_BOOK_NAMES = (".xls", ".et", ".ett", ".xlt")
_TEXT_NAMES = (".txt", ".md", ".log", ".json", ".xml")
_END_OF_CHAIN = 0xFFFFFFFA

_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 再报"
_IN_TEMPLATE = "请把表格填到 Excel 模板里再报"
_UNPACK = "请解压后逐个报送 .xlsx"


def is_system_file(name: str) -> bool:
    """Whether systems and spreadsheet programs leave files of this name behind: nobody sends them on purpose."""
    return name.casefold() in _SYSTEM or name.startswith(_LOCKS)


def refusal(name: str, content: bytes) -> str:
    """Why a file of this name and content cannot be read (Chinese); "" for a package (zip) that has to be opened."""
    suffix = PurePath(name).suffix.lower()
    if name.startswith(_LOCKS):
        return "这是表格软件打开文件时留下的临时文件，不是报送件"
    if is_system_file(name):
        return "系统文件，不是报送件"
    if not content:
        return _empty(suffix)
    if content.startswith(OLE):
        return _ole(suffix, content)
    if content.startswith(ZIP):
        return ""
    if content.startswith(b"%PDF") or suffix == ".pdf":
        return "是 PDF 文件，读不出表格。请报 Excel 工作簿（.xlsx）"
    if content.startswith(_ARCHIVES) or suffix in _ARCHIVE_NAMES:
        return f"是压缩包（{suffix or '没有扩展名'}），{_UNPACK}"
    if suffix in _PICTURE_NAMES or content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        return "是图片，读不出表格。请报 Excel 工作簿（.xlsx）"
    if suffix in _WORD_NAMES or content.startswith(b"{\\rtf"):
        return f"是 Word 文件（{suffix or '没有扩展名'}），暂不支持。{_IN_TEMPLATE}"
    return _text(suffix, content)


def broken(name: str) -> str:
    """What to say of a package that cannot be opened."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _WORD_NAMES:
        return f"是 Word 文件（{suffix}），而且已损坏。{_IN_TEMPLATE}"
    if suffix in _ARCHIVE_NAMES:
        return f"是压缩包（{suffix}），而且已损坏。{_UNPACK}"
    return "文件已损坏，读不出表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再报"


def other_package(name: str, parts: set[str]) -> str:
    """What a package is that holds no workbook."""
    suffix = PurePath(name).suffix.lower()
    if any(part.startswith("word/") for part in parts):
        return f"是 Word 文件（.docx），暂不支持。{_IN_TEMPLATE}"
    if any(part.startswith("ppt/") for part in parts):
        return f"是 PowerPoint 文件（.pptx），不是报送件。{_IN_TEMPLATE}"
    if "mimetype" in parts:
        return "是 OpenDocument 文件（.ods、.odt），暂不支持。请另存为 .xlsx 再报"
    if suffix in _WORD_NAMES:
        return broken(name)
    return f"是压缩包，不是 Excel 工作簿。{_UNPACK}"


def _empty(suffix: str) -> str:
    if suffix in _WORD_NAMES:
        return f"是空的 Word 文件（0 字节）。{_IN_TEMPLATE}"
    if suffix in _ARCHIVE_NAMES:
        return f"是空的压缩包（0 字节）。{_UNPACK}"
    return "文件是空的（0 字节），请重新发送"


def _text(suffix: str, content: bytes) -> str:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return f"内容是网页，不是 Excel 工作簿（有的系统导出的“Excel”其实是网页）。{_AS_XLSX}"
    if suffix == ".csv":
        return f"是 CSV 文本文件，没有表的格式。{_IN_TEMPLATE}"
    if suffix in _TEXT_NAMES:
        return f"是文本文件（{suffix}），不是 Excel 工作簿。{_IN_TEMPLATE}"
    if b"\0" not in content[:4096]:
        return f"内容是文本，不是 Excel 工作簿。{_AS_XLSX}"
    return f"不是 Excel 工作簿（.xlsx）。{_AS_XLSX}"


# ── OLE: .xls, .doc, and packages behind a password ──


def _ole(suffix: str, content: bytes) -> str:
    streams = _streams(content)
    if "EncryptedPackage" in streams:
        word = suffix in _WORD_NAMES
        return f"是有打开密码的 Word 文件。{_IN_TEMPLATE}" if word else "有打开密码，请去掉密码再报"
    if "WordDocument" in streams:
        return f"是旧格式的 Word 文件（.doc、.wps），暂不支持。{_IN_TEMPLATE}"
    if streams & {"Workbook", "Book"}:
        return "是旧格式的工作簿（.xls、.et），暂不支持。请用 Excel 或 WPS 打开，去掉密码（如果有），另存为 .xlsx 再报"
    if suffix in _WORD_NAMES:
        return f"是旧格式的 Word 文件（{suffix}），暂不支持。{_IN_TEMPLATE}"
    if suffix in _BOOK_NAMES:
        return f"是旧格式的工作簿（{suffix}），暂不支持。{_AS_XLSX}"
    return "是旧格式（.xls、.et、.doc）或有密码的文件，暂不支持。请去掉密码、另存为 .xlsx 再报"


def _streams(content: bytes) -> set[str]:
    """The names at the root of a compound file; what of the known names stands anywhere, if it cannot be followed."""
    try:
        names = _root_names(_directory(content))
    except (IndexError, ValueError):
        names = set()
    known = ("EncryptedPackage", "WordDocument", "Workbook", "Book")
    return names or {name for name in known if ("\0" + name).encode("utf-16-le") in content}


def _directory(content: bytes) -> bytes:
    """The directory's sectors joined. Raises ValueError or IndexError where they cannot be followed."""
    size = 1 << _number(content, 30, 2)
    per_sector = size // 4
    if not 64 <= size <= 65536:
        raise ValueError
    tables = [_number(content, 76 + 4 * n) for n in range(109)]
    sector = _number(content, 48)
    found: list[bytes] = []
    while sector < _END_OF_CHAIN and len(found) < 4096:
        found.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = _number(content, (tables[sector // per_sector] + 1) * size + 4 * (sector % per_sector))
    return b"".join(found)


def _root_names(directory: bytes) -> set[str]:
    """Entries of 128 bytes; the children of the first hang together as a tree."""
    names: set[str] = set()
    waiting = [_number(directory, 76)]
    seen: set[int] = set()
    while waiting:
        entry = waiting.pop()
        if entry >= _END_OF_CHAIN or entry in seen:
            continue
        seen.add(entry)
        at = entry * 128
        length = max(0, min(_number(directory, at + 64, 2), 64) - 2)
        names.add(directory[at : at + length].decode("utf-16-le", "ignore"))
        waiting += [_number(directory, at + 68), _number(directory, at + 72)]
    return names


def _number(content: bytes, at: int, width: int = 4) -> int:
    found = content[at : at + width]
    if len(found) < width:
        raise IndexError(at)
    return int.from_bytes(found, "little")
