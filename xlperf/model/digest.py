"""Digest (摘要) of an edition: two templates with the same digest were built from the same definition."""

import hashlib
import json

from xlperf.model.form import Edition


def edition_digest(edition: Edition) -> str:
    """SHA-256 (hex) over the resolved definition as canonical JSON (sorted keys, UTF-8)."""
    data = edition.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
