"""The kinds of page: one a file, each with the view that its template shows and `derive(library)`, which yields Pages."""
