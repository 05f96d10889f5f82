"""Settings have another digest when they mean something else, and the same one in each run and on each machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from pymdownx.slugs import slugify

from briefbook import shapes


class Slugs:
    """An object that is called like a function, as a setting may be."""

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.itself = self

    def __call__(self, text: str) -> str:
        return text.replace(" ", self.sign)

    def method(self, text: str) -> str:
        return self(text)


def closed(sign: str) -> Callable[[str], str]:
    return lambda text: text.replace(" ", sign)


def defaulted(sign: str) -> Callable[..., str]:
    def replaced(text: str, by: str = sign) -> str:
        return text.replace(" ", by)

    return replaced


PAIRS = {
    "partial": (partial(str.replace, "-"), partial(str.replace, "_")),
    "keywords": (slugify(case="lower"), slugify(case="upper")),
    "closure": (closed("-"), closed("_")),
    "default": (defaulted("-"), defaulted("_")),
    "object": (Slugs("-"), Slugs("_")),
    "method": (Slugs("-").method, Slugs("_").method),
    "date": (date(2024, 1, 1), date(2024, 1, 2)),
    "set": ({"a", "b"}, {"a", "c"}),
    "function": (str.lower, str.upper),
    "class": (str, bytes),
}


@pytest.mark.parametrize("kind", PAIRS)
def test_two_values_of_one_name_are_two(kind: str) -> None:
    one, other = PAIRS[kind]

    assert shapes.of_texts({"toc": {"slugify": one}}) != shapes.of_texts({"toc": {"slugify": other}})
    assert shapes.of_texts({"toc": {"slugify": one}}) == shapes.of_texts({"toc": {"slugify": one}})


def test_where_a_value_lies_in_memory_is_not_told() -> None:
    """Each run is another process, with other addresses and another order of sets."""
    code = """
from pymdownx.slugs import slugify
from test_shapes import PAIRS
from briefbook import shapes
print(repr(shapes.plain({key: one for key, (one, _) in PAIRS.items()})))
"""
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(3)
    }

    assert 1 == len(runs)
    assert "0x" not in runs.pop()
