"""The formats beside the pages: one a file, each with `derive(library)`, which yields its Outputs."""
