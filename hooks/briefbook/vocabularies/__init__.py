"""One vocabulary of a page's head per file: `tags(subject)` yields what it says of the page, as names and values."""
