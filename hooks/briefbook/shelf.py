"""Finds the modules of a folder, in name order, so that adding a file is all it takes to add an ability."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def modules(package: ModuleType) -> tuple[ModuleType, ...]:
    """Import and return every module directly inside a package."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.ispkg)
    return tuple(importlib.import_module(f"{package.__name__}.{name}") for name in names)
