"""Labels set by line breaks: every program shows them alike, and readers ignore breaks."""

from xlperf.workbook.drawing.heights import LINE, PADDING, lines

_NARROW = 6.5


def vertical(text: str, width: float, height: float) -> str:
    """绩效指标 → one character a line in a narrow cell; longer labels two a line; what stands in brackets stays below.

    `width` in characters, `height` in points.
    """
    if width > _NARROW or "\n" in text:
        return text
    name, bracket, rest = text.partition("（")
    step = 1 if not bracket and len(name) <= 4 and len(name) * LINE + PADDING <= height else 2
    parts = [name[i : i + step] for i in range(0, len(name), step)]
    inside = rest.removesuffix("）")
    if bracket:
        parts += ["（" + inside[:1], inside[1:] + "）"] if len(inside) == 2 else [bracket + rest]
    return "\n".join(parts)


def balanced(text: str, width: float) -> str:
    """服务对象满意度指标 → two lines of like length, where one is too narrow; …指标 and 及… keep together."""
    if "\n" in text or "（" in text or "　" in text or lines(text, width) != 2:
        return text
    middle = len(text) // 2
    joints = [place for place, sign in enumerate(text) if sign in "及和与" and abs(place - middle) <= 2]
    cut = min(joints, key=lambda place: abs(place - middle), default=middle)
    if text.endswith("指标") and len(text) <= 7:
        cut = len(text) - 2
    parts = text[:cut], text[cut:]
    return "\n".join(parts) if all(lines(part, width) == 1 for part in parts) else text
