"""What a text in front matter must look like, and the sentence that its author reads where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefbook import dates, paths
from briefbook.codes import COUNTRIES, IN_TWO_LETTERS, LANGUAGES, SCRIPTS
from briefbook.hosts import names_a_host
from briefbook.meant import near_brief_id, near_ids


def _read_by(parse: Callable[[str], Any], rule: str) -> BeforeValidator:
    """Let a function read the text; its ValueError is the sentence."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "is not a text")
        try:
            return parse(value)
        except ValueError as error:
            raise PydanticCustomError("ours", "{sentence}", {"sentence": str(error), "rule": rule}) from error

    return BeforeValidator(read)


def _shaped(pattern: str, what: str, rule: str) -> AfterValidator:
    """Hold the text against a pattern; `what` continues "'x' is not"."""
    shape = re.compile(pattern)

    def match(value: str) -> str:
        if not shape.fullmatch(value):
            raise PydanticCustomError("ours", "{sentence}", {"sentence": f"'{value}' is not {what}", "rule": rule})
        return value

    return AfterValidator(match)


def _checked_by(check: Callable[[str], str], rule: str) -> AfterValidator:
    """Hold a text against a function; its ValueError is the sentence."""

    def checked(value: str) -> str:
        try:
            return check(value)
        except ValueError as error:
            raise PydanticCustomError("ours", "{sentence}", {"sentence": str(error), "rule": rule}) from error

    return AfterValidator(checked)


def _told(pattern: str) -> WithJsonSchema:
    """What the schema says of the shape, for editors that hold a text against it."""
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


def _one_line(text: str) -> str:
    """A field is plain text on one line, however it was folded in the file, with one blank where there are several.

    Nothing that shows or reads it knows more than one: not HTML, not BibTeX, not RIS.
    """
    if "\n" in text or "\t" in text or "  " in text:
        text = re.sub(r"\s*\n\s*|[ \t]+", " ", text)
    line = text.strip()
    if not line:
        raise ValueError("is empty; write something here or remove the line")
    return line


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise ValueError(f"'{text}' is not a whole number; write digits alone, such as 3")
    return int(text)


def _address(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write something here or remove the line")
    if re.match(r"https?://[^\s/?#]*@", text):
        raise ValueError("names a user or a password, which all can read; take out what stands from // to @")
    if text.startswith(("https://", "http://")) and (sign := re.search(r'[ <>"]', text)):
        raise ValueError(
            f"'{text}' has a sign that no address may have; write {quote(sign[0])} for the {_SIGN_NAMES[sign[0]]}"
        )
    if not re.fullmatch(r"https?://[^\s/?#@\"<>]+(?:[/?#][^\s<>\"]*)?", text):
        raise ValueError(f"'{text}' is not a web address; write it whole, https:// included")
    if not names_a_host(text):
        raise ValueError(f"'{text}' names no host that can be; correct what stands behind //")
    return text


def _id(text: str) -> str:
    if not paths.is_slug(text):
        near = [f"'{each}'" for each in near_ids(text)]
        apart = ", or each as an entry of its own" if len(near) > 1 else ""
        guess = f"did you mean {' or '.join(near)}{apart}?" if near else "write the name of its file, without .md"
        raise ValueError(f"'{text}' is not an id, which is made of a-z, 0-9 and single hyphens; {guess}")
    return text


def _brief_id(text: str) -> str:
    if not _OF_A_BRIEF.fullmatch(text):
        near = near_brief_id(text)
        guess = f"did you mean '{near}'?" if near else "write it as <year>/<name of its file>, without .md"
        raise ValueError(f"'{text}' is not the id of a brief; {guess}")
    return text


def _country(code: str) -> str:
    if code not in COUNTRIES:
        near = {"UK": "GB", "EL": "GR"}.get(code.upper(), code.upper())
        guess = f"; did you mean '{near}'?" if near in COUNTRIES else ""
        raise ValueError(
            f"'{code}' is not a country code; write two capital letters (ISO 3166-1), such as JO{guess}",
        )
    return code


def _language(tag: str) -> str:
    found = re.fullmatch(r"([a-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|\d{3}))?", tag)
    language, script, region = found.groups() if found else ("", None, None)
    known = len(language) == 3 or language in LANGUAGES
    known = known and (script is None or script.title() in SCRIPTS)
    if not known or not (region is None or region.isdigit() or region.upper() in COUNTRIES):
        raise ValueError(f"'{tag}' is not a language; write its code (BCP 47), such as en or ar")
    if short := IN_TWO_LETTERS.get(language):
        raise ValueError(f"'{tag}' is not a language as the web has it; write '{short}{tag[3:]}'")
    return tag


_SIGN_NAMES = {" ": "blank", '"': "quotation mark", "<": "sign <", ">": "sign >"}
_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_OF_A_BRIEF = re.compile(rf"\d{{4}}/{_ID}")
Text = Annotated[str, _read_by(_one_line, "empty"), StringConstraints(min_length=1)]
ShortSummary = Annotated[Text, StringConstraints(max_length=160)]
Summary = Annotated[Text, StringConstraints(max_length=400)]
Integer = Annotated[int, _read_by(_integer, "number")]
Day = Annotated[date, _read_by(dates.parse_date, "date")]
Moment = Annotated[date | datetime, _read_by(dates.parse_moment, "date")]
Url = Annotated[str, _read_by(_address, "url"), _told(r"https?://[^\s/?#@\"<>]+([/?#][^\s<>\"]*)?")]
Id = Annotated[Text, _read_by(_id, "id"), _told(_ID)]
BriefId = Annotated[Text, _checked_by(_brief_id, "id"), _told(_OF_A_BRIEF.pattern)]
Country = Annotated[Text, _checked_by(_country, "country"), _told("[A-Z]{2}")]
Wikidata = Annotated[Text, _shaped(r"Q[1-9]\d*", "an item of Wikidata; write it as Q42", "wikidata"), _told(r"Q[1-9]\d*")]
Orcid = Annotated[
    Text, _shaped(r"(\d{4}-){3}\d{3}[\dX]", "an ORCID; write four groups of four digits with hyphens", "orcid")
]
Doi = Annotated[
    Text,
    _shaped(
        r"10\.\d{4,9}/[^\s{}\\]+", "a DOI; write it as 10.1000/182, without https://doi.org/ and without braces", "doi"
    ),
]
Language = Annotated[Text, _checked_by(_language, "lang"), _told(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?")]
Contact = Annotated[
    Text,
    _shaped(
        r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[0-9-]+)",
        "a contact; write it as mailto:name@example.org, https:// or tel:",
        "settings",
    ),
]
PicturePath = Annotated[
    Text,
    _shaped(
        r"[A-Za-z0-9][\w./-]*\.(png|jpg|jpeg|webp|gif)",
        "the path of a picture in docs, such as pictures/card.png",
        "settings",
    ),
]
TagAuthority = Annotated[
    Text,
    _shaped(
        r"[a-z0-9]+([.-][a-z0-9]+)*,\d{4}(-\d{2}(-\d{2})?)?",
        "an authority of permanent ids; write a domain of yours, a comma and a year in which it was yours, such as"
        " example.org,2024",
        "settings",
    ),
]
