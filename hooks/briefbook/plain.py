"""Makes any text safe to print: it can neither steer a terminal nor give orders to the system that runs the check."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """A text on one line, its unseen characters written out, and without the signs of GitHub's workflow commands."""
    seen = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return seen.replace("::", ":\\:").replace("##[", "#\\#[")
