"""Feeds are valid, whole where they promise it, and their ids and moments outlive titles and addresses."""

from __future__ import annotations

import html
import json
import re
from xml.etree.ElementTree import fromstring

import pytest
from jsonschema import Draft7Validator

from briefbook import paths
from briefbook.absolute import absolute
from briefbook.build import build
from briefbook.deriving import outputs_of
from briefbook.feed import feeds
from briefbook.former import by_former_link
from briefbook.identity import KINDS, Lasting
from briefbook.model import LateOutput, Output
from collections_of import NAMES, files_of, library_of
from conftest import ROOT, SETTINGS, Project, Texts
from feed_rules import ATOM, faults, html_faults, opml_faults

BASE = SETTINGS.base_url


@pytest.mark.battery("A8")
@pytest.mark.parametrize("name", NAMES)
def test_every_atom_feed_keeps_to_the_rules(name: str) -> None:
    found = {path: text for path, text in files_of(name).items() if path.endswith("feed.xml")}

    assert {f"{feed.path}.xml" for feed in feeds(library_of(name))} <= found.keys()
    for link, record in by_former_link(library_of(name)).items():
        assert found.pop(f"{link}feed.xml", None) == found.get(f"{link_of(record)}feed.xml")
    assert {} == {path: wrong for path, text in found.items() if (wrong := list(faults(text, BASE + path)))}


def link_of(record: Lasting) -> str:
    return paths.link_to(KINDS[type(record)], record.id)


@pytest.mark.battery("A8")
@pytest.mark.parametrize("name", NAMES)
def test_every_json_feed_keeps_to_its_schema(name: str) -> None:
    schema = json.loads((ROOT / "tests" / "schemas" / "jsonfeed-1.1.json").read_text(encoding="utf-8"))
    found = {path: json.loads(text) for path, text in files_of(name).items() if path.endswith("feed.json")}

    assert found
    assert [] == [error.message for feed in found.values() for error in Draft7Validator(schema).iter_errors(feed)]
    assert [] == [fault for feed in found.values() for item in feed["items"] for fault in html_faults(item["content_html"])]


def test_the_feeds_of_the_built_sample_keep_to_the_rules(sample: Project) -> None:
    """With the HTML that MkDocs renders."""
    files = sample.published()
    base = "https://briefbook.example.org/"
    found = [path for path in files if path.endswith("feed.xml")]

    assert len(found) > 100
    assert {} == {path: wrong for path in found if (wrong := list(faults(files[path], base + path)))}
    item = json.loads(files["feed.json"])["items"][0]
    page = files[item["url"].removeprefix(base) + "index.html"].decode()
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", item["content_html"]))
    assert len(words) > 300
    assert set(words) <= set(re.findall(r"[A-Za-z]{3,}", page))


TITLE, SUMMARY, CONTENT = b"<title>", b"<summary>", b'<content type="html"><![CDATA['


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<id>tag:", b"<id>t:", "InvalidFullLink"),
        (b"<id>tag:coast.example,2024:", b"<id>tag:coast.example,2024:a/../", "NonCanonicalURI"),
        (b'rel="self"', b'rel="me"', "MissingSelf"),
        (b'rel="license"', b'rel="licence"', "UnregisteredAtomLinkRel"),
        (b'"application/atom+xml"', b'"text/html"', "SelfNotAtom"),
        (b'"application/atom+xml"', b'"atom"', "InvalidMIMEType"),
        (b'href="https://coast.example/briefs', b'href="/briefs', "InvalidLink"),
        (b'href="https://coast.example/feed.xml', b'href="https://coast.example/x.xml', "SelfDoesntMatchLocation"),
        (TITLE, b"<title><b>", "SAXError"),
        (TITLE, b"<title>&lt;/b&gt;", "ContainsUndeclaredHTML"),
        (TITLE, b"<title>&amp;lt;", "ContainsUndeclaredHTML"),
        (TITLE, b"<title>\xc2\x85", "BadCharacters"),
        (TITLE, b"<title>\xef\xbf\xbd", "BadCharacters"),
        (TITLE, b'<title lang="en">', "UnexpectedAttribute"),
        (TITLE, b'<title type="text/html">', "InvalidTextType"),
        (TITLE, b'<title xml:lang="en_GB">', "InvalidLanguage"),
        (TITLE, b"<title/><title>", "DuplicateElement"),
        (b"<title>The", b"<title/><x>The", "SAXError"),
        (b"<name>", b"<nom>", "SAXError"),
        (b"<name>", b"<name/><name>", "DuplicateElement"),
        (b"<name>", b"<name>&lt;/i&gt;", "ContainsHTML"),
        (b"<name>", b"<name>&lt;ada@coast.example&gt;", "ContainsEmail"),
        (TITLE, b"<title>\xc3\x83\xc2\xa9</title><title>", "BadCharacters"),
        (b"<uri>https", b"<uri>coast", "InvalidURI"),
        (b"<published>2", b"<published>x2", "InvalidRFC3339Date"),
        (b"<updated>2024", b"<updated>1989", "ImplausibleDate"),
        (b"<published>2024-03", b"<published>2024-13", "InvalidRFC3339Date"),
        (b"<entry>", b"<entry>x", "UnexpectedText"),
        (b"</feed>", b"<nom>x</nom></feed>", "UndefinedElement"),
        (b"</feed>", b"<category term='x'/></feed>", "MisplacedMetadata"),
        (b'label="', b'label="&lt;/b&gt;', "ContainsHTML"),
        (b' term="', b' scheme="', "MissingAttribute"),
        (SUMMARY, b"<summary/><summary>", "DuplicateElement"),
        (SUMMARY, b"<summary>&lt;/p&gt;", "ContainsUndeclaredHTML"),
        (CONTENT, CONTENT + b"<p style='x'></p>", "DangerousStyleAttr"),
        (CONTENT, CONTENT + b"<p onclick='x'></p>", "SecurityRiskAttr"),
        (CONTENT, CONTENT + b"<p aria-label='x'></p>", "SecurityRiskAttr"),
        (CONTENT, CONTENT + b"<script></script>", "SecurityRisk"),
        (CONTENT, CONTENT + b"<a href='../x'></a>", "ContainsRelRef"),
        (CONTENT, CONTENT + b"<i><p></i>", "NotHtml"),
        (CONTENT, CONTENT + b"<blink></blink>", "SecurityRisk"),
        (b"00:00:00.341853Z", b"00:00:00.836071Z", "DuplicateUpdated"),
        (b"</entry>", b"</entry>" + b" " * 2_000_000, "ValidatorLimit"),
    ],
)
def test_the_rules_can_fail(old: bytes, new: bytes, fault: str) -> None:
    text = files_of("hostile")["feed.xml"].replace(b"2024-03-08", b"2024-03-06")
    assert old in text

    assert any(each.startswith(fault) for each in faults(text.replace(old, new), f"{BASE}feed.xml"))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'version="2.0"', b'version="3"', "InvalidOPMLVersion"),
        (b" title=", b" category=", "Missing: title"),
        (b' type="rss"', b"", "MissingOutlineType"),
        (b" text=", b" description=", "MissingAttribute"),
        (b'text="Arland"', b'text="&lt;b&gt;"', "NotHtml"),
        (b"<outline", b"<x", "SAXError"),
    ],
)
def test_the_rules_of_opml_can_fail(old: bytes, new: bytes, fault: str) -> None:
    text = files_of("hostile")["feeds.opml"]
    assert old in text
    assert [] == list(opml_faults(text))

    assert any(each.startswith(fault) for each in opml_faults(text.replace(old, new)))


def test_every_entry_is_filed_under_ids_with_what_they_are_called(good: Texts) -> None:
    """Readers filter by the term, which has to stay when a topic gets another title; in small feeds as in whole ones."""
    good[ENDS] = good[ENDS].replace("topics: [shipping]", "topics: [shipping, storms]")
    made = {each.path: each for each in outputs_of(build(good.items(), SETTINGS))}
    site = made["feed.xml"].write({})  # type: ignore[union-attr]
    for text in (site, made["actors/ada-quay/feed.xml"].content, made["topics/storms/feed.xml"].content):  # type: ignore[union-attr]
        first = fromstring(text).findall(f"{ATOM}entry")[0]

        assert [
            ("section:harbours", "Harbour Studies"), ("shipping", "Shipping"), ("storms", "Storms")
        ] == [(each.get("term"), each.get("label")) for each in first.findall(f"{ATOM}category")]  # fmt: skip


LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.mark.parametrize(("lang", "said"), [("ar", "ar"), ("fr-CA", "fr-CA"), ("ckb", "")])
def test_a_feed_and_its_entries_say_their_language(good: Texts, lang: str, said: str) -> None:
    """W3C's validator knows languages by two letters; of Sorani (`ckb`) it is said in Atom only that it is not English."""
    good[ENDS] = good[ENDS].replace("number:", f"lang: {lang}\nnumber:")
    made = {each.path: each for each in outputs_of(build(good.items(), SETTINGS))}
    of_all = fromstring(made["feed.xml"].write({}))  # type: ignore[union-attr]
    of_one = made["actors/ada-quay/feed.xml"].content  # type: ignore[union-attr]
    items = json.loads(made["feed.json"].write({}))  # type: ignore[union-attr]

    assert ["en", said, None, None] == [each.get(LANG) for each in (of_all, *of_all.findall(f"{ATOM}entry"))]
    assert [] == list(faults(of_one, f"{BASE}actors/ada-quay/feed.xml"))
    assert [said, None] == [each.get(LANG) for each in (fromstring(of_one), *fromstring(of_one).findall(f"{ATOM}entry"))]
    assert ("en", [lang, None, None]) == (items["language"], [item.get("language") for item in items["items"]])


def test_texts_that_look_like_html_come_as_html_and_read_back(good: Texts) -> None:
    """A title that speaks of tags is not taken for them by any reader; W3C's validator warns where it might be."""
    title = "</b> &lt; R&D and S&P500 <i> & \" ' ]]>"
    good[ENDS] = good[ENDS].replace('"The strike ends: what was agreed"', json.dumps(title))
    made = {each.path: each for each in outputs_of(build(good.items(), SETTINGS))}
    text = made["topics/shipping/feed.xml"].content  # type: ignore[union-attr]
    titles = [entry.find(f"{ATOM}title") for entry in fromstring(text).findall(f"{ATOM}entry")]
    (found,) = [each for each in titles if each is not None and each.get("type") == "html"]

    assert title == html.unescape(found.text or "")
    assert [] == list(faults(text, f"{BASE}topics/shipping/feed.xml"))


def test_a_feed_of_very_long_texts_has_them_as_long_as_there_is_room(good: Texts) -> None:
    """Fifty texts of the largest size that is allowed would be 13 MB, of which the validator reads 2."""
    text = good[ENDS].replace("number: HS 2024/02", "")
    good |= {f"briefs/2024/long-{number}.md": text.replace("The strike ends", f"Part {number}") for number in range(60)}
    site = build(good.items(), SETTINGS)
    body = "<p>A sentence with <em>marks</em> &amp; more of it.</p>\n" * 3000
    bodies = dict.fromkeys(good, body)
    made = {each.path: each.write(bodies) for each in outputs_of(site) if isinstance(each, LateOutput)}
    entries = fromstring(made["feed.xml"]).findall(f"{ATOM}entry")
    items = json.loads(made["feed.json"])["items"]
    whole = [entry.find(f"{ATOM}content") is not None for entry in entries]

    assert [] == list(faults(made["feed.xml"], f"{BASE}feed.xml"))
    assert 50 == len(entries) == len(items)
    assert 5 < sum(whole) < 50
    assert [True] * sum(whole) == whole[: sum(whole)]
    assert whole == ["more of it" in item["content_html"] for item in items]
    assert all("The strike is over" in ("".join(entry.itertext())) for entry in entries)


def test_a_feed_holds_the_newest_fifty_or_twenty() -> None:
    for feed in feeds(library_of("sample")):
        assert len(feed.briefs) <= (50 if feed.whole else 20)


@pytest.mark.parametrize("name", NAMES)
def test_opml_names_every_feed(name: str) -> None:
    assert [] == list(opml_faults(files_of(name)["feeds.opml"]))
    outlines = fromstring(files_of(name)["feeds.opml"]).iter("outline")

    assert {BASE + feed.path + ".xml" for feed in feeds(library_of(name))} == {
        outline.get("xmlUrl") for outline in outlines if outline.get("xmlUrl")
    }


def test_links_are_made_whole_inside_tags_alone() -> None:
    text = """<p>href="x" <a title='a > b' href='y/?a=1&amp;b=2'>y</a> <img src="../z.png"> <a href="#n">n</a></p>"""
    expected = (
        """<p>href="x" <a title='a > b' href="https://c.example/b/y/?a=1&amp;b=2">y</a>"""
        """ <img src="https://c.example/z.png"> <a href="https://c.example/b/#n">n</a></p>"""
    )

    assert expected == absolute(text, "https://c.example/b/")


def moments(texts: Texts) -> dict[str, tuple[str, str]]:
    """When each entry of the site's feed was published and updated, by its id."""
    site = build(texts.items(), SETTINGS)
    assert site.errors == ()
    (feed,) = [output for output in outputs_of(site) if output.path == "feed.xml"]
    entries = fromstring(feed.write({})).findall(f"{ATOM}entry")  # type: ignore[union-attr]
    names = ("id", "published", "updated")
    values = [[str(entry.findtext(f"{ATOM}{name}")) for name in names] for entry in entries]
    return {key: (published, updated) for key, published, updated in values}


ENDS = "briefs/2024/strike-ends.md"


def test_a_new_title_and_a_new_address_change_no_id_and_no_moment(good: Texts) -> None:
    before = moments(good)
    text = (
        good.pop(ENDS)
        .replace("The strike ends", "The long strike ends")
        .replace("number:", "redirect_from: [2024/strike-ends]\nnumber:")
    )
    good["briefs/2024/end-of-the-strike.md"] = text

    assert before == moments(good)


def test_only_a_major_change_or_a_correction_moves_updated(good: Texts) -> None:
    before = moments(good)
    key = "tag:coast.example,2024:briefs/2024/strike-ends"
    minor = "  - date: 2024-05-01\n    note: A comma.\n    kind: minor\nrelated:"
    good[ENDS] = good[ENDS].replace("related:", minor)
    assert before == moments(good)

    for kind in ("major", "correction"):
        after = moments(good | {ENDS: good[ENDS].replace("kind: minor\nrelated", f"kind: {kind}\nrelated")})
        assert "2024-05-01" == after[key][1][:10]
        assert {name: each for name, each in before.items() if name != key} == {
            name: each for name, each in after.items() if name != key
        }


def test_a_feed_lives_as_long_as_its_record(good: Texts) -> None:
    """Who follows a topic, an actor, an author or a department keeps the feed when its last brief is withdrawn."""
    before = {each.path for each in outputs_of(build(good.items(), SETTINGS))}
    fields = "\nstatus: withdrawn\nwithdrawn: {date: 2024-06-01, reason: Wrong.}\nsummary:"
    gone = {
        path: text.replace("\nsummary:", fields, 1).replace("#demands", "")
        for path, text in good.items()
        if path.startswith("briefs/") and "status:" not in text
    }
    site = build((good | gone).items(), SETTINGS)
    assert site.errors == ()
    made = {each.path: each.content if isinstance(each, Output) else each.write({}) for each in outputs_of(site)}
    lost = before - made.keys()

    assert gone
    assert [] == [path for path in lost if not path.startswith(("briefs/", "search/"))]
    for path in (path for path in made if path.endswith("feed.xml")):
        assert [] == list(faults(made[path], BASE + path))
        assert [] == fromstring(made[path]).findall(f"{ATOM}entry")
    assert [] == json.loads(made["feed.json"])["items"]
    assert [] == json.loads(made["topics/shipping/cite.json"])
    assert [] == list(opml_faults(made["feeds.opml"]))


def test_what_lay_at_an_old_address_stays_there_to_the_byte(good: Texts) -> None:
    """A site of plain files cannot send a feed reader on; the feed itself names its new address."""
    before = {each.path for each in outputs_of(build(good.items(), SETTINGS))}
    renamed = {
        "topics/shipping.md": "topics/ships.md",
        "actors/arland.md": "actors/republic-of-arland.md",
        "authors/night-desk.md": "authors/late-desk.md",
        "sections/harbours.md": "sections/ports.md",
        ENDS: "briefs/2024/end.md",
    }
    texts = dict(good)
    for old, new in renamed.items():
        names = (old.partition("/")[2].removesuffix(".md"), new.partition("/")[2].removesuffix(".md"))
        text = texts.pop(old)
        texts = {path: re.sub(rf"(?<![\w/-]){names[0]}(?![\w-])", names[1], each) for path, each in texts.items()}
        texts[new] = text.replace("---\n", f"---\nredirect_from: [{names[0]}]\n", 1)
    site = build(texts.items(), SETTINGS)
    assert site.errors == ()
    made = {each.path: each.content if isinstance(each, Output) else each.write({}) for each in outputs_of(site)}
    there = {path.removesuffix(".md") + "/": renamed[path].removesuffix(".md") + "/" for path in renamed}

    assert {path for path in before if not path.startswith("search/")} <= made.keys()
    for old, new in there.items():
        files = {path.removeprefix(old) for path in made if path.startswith(old)}
        assert {path.removeprefix(new) for path in made if path.startswith(new)} == files != set()
        assert all(made[old + file] == made[new + file] for file in files)
    assert f"{BASE}topics/ships/feed.xml".encode() in made["topics/shipping/feed.xml"]


def test_without_an_address_there_are_no_feeds(good: Texts) -> None:
    from dataclasses import replace

    site = build(good.items(), replace(SETTINGS, base_url=""))

    assert not [output.path for output in outputs_of(site) if "feed" in output.path]
    assert not [page.path for page in site.pages if page.path.startswith("feeds")]


def test_ids_are_valid_where_the_address_of_the_site_is_not_of_latin_letters(good: Texts) -> None:
    from dataclasses import replace

    base = "https://пример.example/"
    site = build(good.items(), replace(SETTINGS, base_url=base))
    (feed,) = [output for output in outputs_of(site) if output.path == "feed.xml"]
    text = feed.write({})  # type: ignore[union-attr]

    assert "tag:xn--e1afmkfd.example,2024:feeds/site" == fromstring(text).findtext(f"{ATOM}id")
