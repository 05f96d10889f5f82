"""The hook that mkdocs.yml names: it lists the events that Briefbook answers."""

from briefbook import garbage

with garbage.lying():
    from briefbook.mkdocs_adapter import (
        on_build_error,
        on_config,
        on_env,
        on_files,
        on_post_build,
        on_serve,
        on_shutdown,
        on_startup,
    )

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_post_build",
    "on_serve",
    "on_shutdown",
    "on_startup",
]
