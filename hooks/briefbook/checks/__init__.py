"""The rules: one a file, each with `check(library)`, which yields a Problem for everything that breaks it."""
