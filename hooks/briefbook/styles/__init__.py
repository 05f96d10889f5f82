"""One style of citation per file: `NAME`, and `cite(item)`, which yields the pieces of a formatted reference."""
