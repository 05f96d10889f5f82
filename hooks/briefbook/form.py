"""Says what each rule of form is for, which `read`, `validate` and `files` apply before any module of `checks/`."""

from __future__ import annotations

from collections.abc import Mapping

FORM: Mapping[str, str] = {
    "confidence": "`confidence` is low, moderate or high.",
    "country": "`country` is two capital letters (ISO 3166-1), such as JO.",
    "date": "A date is written 2024-10-24, a time 2024-10-22T14:00Z. `briefbook fix` mends those with one meaning.",
    "doi": "A DOI is written 10.1000/182, without an address before it.",
    "duplicate-field": "A field stands once. The second would silently replace the first.",
    "duplicate-path": "No two names of files differ only in capitals or in the way that an accent is written.",
    "duplicate-source": "An id names one source of a brief.",
    "duplicate-url": "Two files are not published at one address.",
    "empty": "A field that is there says something; an empty list or a bare `field:` counts as left out.",
    "encoding": "Files are UTF-8, without control characters, unseen signs, or signs that turn the reading direction.",
    "file-type": "Only Markdown and pictures (png, jpg, gif, webp) lie in docs, under plain names.",
    "front-matter": "A record begins with front matter between two lines of three hyphens.",
    "id": "An id is made of a-z, 0-9 and single hyphens. `briefbook fix` mends capitals.",
    "kind": "The `kind` of an actor or a change is one of a few words.",
    "lang": "`lang` is a code of BCP 47, such as en or ar.",
    "limit": "A file has at most 256 KB, a line 10 KB, front matter 16 KB, a list 200 entries.",
    "link-on-disk": "A file is a file, not a link to another place.",
    "missing-field": "The fields that every record of a kind needs are there.",
    "number": "`order` is a whole number.",
    "orcid": "An ORCID is written 0000-0002-1825-0097.",
    "path": "A record lies in the folder of its kind, a brief in that of its year; names are made of a-z, 0-9, hyphens.",
    "picture": "A picture is what its name says, whole, with nothing behind it, of at most 2 MB and 40 million pixels.",
    "settings": "What mkdocs.yml says of the site can be read.",
    "status": "`status` is draft, published or withdrawn.",
    "too-long": "A summary has at most 400 characters, that of an actor 160.",
    "type": "A list is written as a list, a text as a text.",
    "unknown-field": "Fields have the names that are listed; the message guesses which was meant.",
    "unreadable": "The file can be opened.",
    "url": "An address is written whole, https:// included, has no other scheme than http and https, and names no user.",
    "wikidata": "A Wikidata item is written Q42.",
    "withdrawn": "A withdrawn brief says when and why, and no other does.",
    "yaml": "Front matter is plain YAML: no anchors, references, tags or tabs; a text with a colon stands in quotes.",
    "year-folder": "The folder of a brief is the year of its date.",
}
"""All of them are errors. A test holds them against the rules that the code names."""
