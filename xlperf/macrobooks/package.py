"""Package (文件包): what XlsxWriter does not write: the ribbon, and the content type of an add-in."""

import zipfile
from io import BytesIO

_MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON_PART = "customUI/customUI.xml"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_RELATION = f'<Relationship Id="rIdRibbon" Type="{_RIBBON_TYPE}" Target="{_RIBBON_PART}"/></Relationships>'
_WRITTEN = (1980, 1, 1, 0, 0, 0)


def with_ribbon(payload: bytes, ribbon: str, *, addin: bool = False) -> bytes:
    """The same package with a ribbon; as an add-in if so wished. ValueError for a package without macros: ours."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(payload)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            _add(new, name, _changed(name, old.read(name), addin))
        _add(new, _RIBBON_PART, ribbon.encode("utf-8"))
    return out.getvalue()


def _changed(name: str, part: bytes, addin: bool) -> bytes:
    if name == "_rels/.rels":
        return part.replace(b"</Relationships>", _RELATION.encode("ascii"))
    if name == "[Content_Types].xml":
        if _MACRO_BOOK not in part:
            raise ValueError("no macro book")
        return part.replace(_MACRO_BOOK, _ADDIN) if addin else part
    return part


def _add(package: zipfile.ZipFile, name: str, part: bytes) -> None:
    info = zipfile.ZipInfo(name, _WRITTEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, part)
