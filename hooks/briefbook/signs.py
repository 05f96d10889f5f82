"""The signs of a text apart from its words: among them it is seen in a twentieth of the time what a text may hold.

What stands side by side in a text does so among its signs; the converse does not hold, so that whoever finds something
here has to look for it in the text.
"""

from __future__ import annotations

_WORDS = bytes(each for each in range(256) if each > 127 or chr(each).isalnum() or chr(each) in " \t")


def signs(text: str) -> bytes:
    """The signs of ASCII in a text, and its line ends."""
    return text.encode("utf-8", "surrogatepass").translate(None, _WORDS)
