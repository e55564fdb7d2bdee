"""Names of grades (评价等级) in the words that units use."""

from collections.abc import Sequence

from xlperf.model.values import squeeze

_OTHER_NAMES = {
    "优秀": "优", "优等": "优", "良好": "良", "良等": "良", "中等": "中", "一般": "中", "合格": "中", "及格": "中",
    "较差": "差", "差等": "差", "不合格": "差", "不及格": "差",
}  # fmt: skip


def grade_meant(text: str, names: Sequence[str]) -> str:
    """优秀 → 优, 良好 → 良; "" where no grade of `names` can be meant."""
    word = squeeze(text).removesuffix("级")
    word = _OTHER_NAMES.get(word, word)
    return word if word in names else ""
