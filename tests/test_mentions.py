"""Who is mentioned where: what counts as a name, whose name it is, and what is never looked into."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.actor_links import linked, unlinked
from briefbook.mentions import Matcher
from briefbook.model import Actor, Mention, Source
from briefbook.prose import plain, sentences


def actor(actor_id: str, name: str, kind: str = "organisation", aliases: tuple[str, ...] = (), **more: object) -> Actor:
    source = Source(f"actors/{actor_id}.md", {}, b"", "")
    return Actor(id=actor_id, source=source, name=name, kind=kind, aliases=aliases, **more)  # type: ignore[arg-type]


REGISTRY = (
    actor("israel", "Israel", "state", ("Israeli",)),
    actor("idf", "Israel Defense Forces", "government-body", ("IDF", "Israeli army")),
    actor("hamas", "Hamas", "armed-group"),
    actor("houthis", "Ansar Allah", "armed-group", ("Houthi",)),
    actor("hezbollah", "Hezbollah", "armed-group", ("Hizbullah",)),
    actor("jordan", "Jordan", "state"),
    actor("river-jordan", "Jordan River", "organisation"),
    actor("university", "University of Jordan", "organisation"),
    actor("pmo", "Prime Minister's Office", "government-body"),
    actor("guterres", "António Guterres", "person"),
    actor("netanyahu", "Benjamin Netanyahu", "person", ("Bibi",)),
    actor("sara", "Sara Netanyahu", "person"),
    actor("blinken", "Antony Blinken", "person"),
    actor("burhan", "Abdel Fattah al-Burhan", "person"),
    actor("khan-pm", "Imran Khan", "person"),
    actor("khan-reporter", "Imran Khan", "person"),
    actor("us", "United States", "state", ("US",)),
    actor("un", "United Nations", "intergovernmental", ("UN",)),
    actor("opec", "Organization of the Petroleum Exporting Countries", "intergovernmental", ("OPEC",)),
    actor("opec-plus", "OPEC+", "intergovernmental"),
    actor("rsf", "Rapid Support Forces", "armed-group", weak_aliases=("RSF",)),
    actor("who", "World Health Organization", "intergovernmental", ("WHO",)),
    actor("nato", "North Atlantic Treaty Organization", "intergovernmental", ("NATO",)),
)
MATCHER = Matcher(REGISTRY)


def found(body: str, listed: tuple[str, ...] = (), no_link: tuple[str, ...] = ()) -> list[str]:
    """The mentions as "id: text"."""
    mentions, _ = MATCHER.mentions("2024/x", body, listed, no_link)
    assert all(body[each.start : each.end] == each.text for each in mentions if not body[each.start :].startswith("[["))
    return [f"{each.actor}: {each.text}" for each in mentions]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hamas said no.", ["hamas: Hamas"]),
        ("Hamas's leader and Hamas’ men.", ["hamas: Hamas", "hamas: Hamas"]),
        ("A Hamas-led, pro-Hezbollah crowd.", ["hamas: Hamas", "hezbollah: Hezbollah"]),
        ("The Israel-Hamas war", ["israel: Israel", "hamas: Hamas"]),
        ("Two Israelis and the Houthis.", ["israel: Israelis", "houthis: Houthis"]),
        ("hamas and HAMAS", ["hamas: HAMAS"]),
        ("the Prime Minister’s Office", ["pmo: Prime Minister’s Office"]),
        ("Antonio Guterres, Guterres", ["guterres: Antonio Guterres", "guterres: Guterres"]),
        ("the United\nNations and the United\n> Nations", ["un: United\nNations", "un: United\n> Nations"]),
        ("the Israel Defence Forces", ["idf: Israel Defence Forces"]),
        ("The Israeli army", ["idf: Israeli army"]),
        ("the U.S. and the US", ["us: U.S.", "us: US"]),
        ("Give us the who of it.", []),
        ("Nato and NATO", ["nato: Nato", "nato: NATO"]),
        ("OPEC+ and OPEC", ["opec-plus: OPEC+", "opec: OPEC"]),
        ("the World Health Organisation", ["who: World Health Organisation"]),
        ("General Abdel Fattah Al-Burhan", ["burhan: Abdel Fattah Al-Burhan"]),
        ("US$ 20, hamas.org, Hamas.org", []),
        ("Hamastan, unHamas", []),
        ("**Hamas** and _Hamas_", ["hamas: Hamas", "hamas: Hamas"]),
        ("Israel. Defense Forces rose.", ["israel: Israel"]),
    ],
)
def test_what_counts_as_a_name(body: str, expected: list[str]) -> None:
    assert expected == found(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Blinken came.", []),
        ("Antony Blinken came. Blinken left.", ["blinken: Antony Blinken", "blinken: Blinken"]),
        ("Blinken came. Antony Blinken left.", ["blinken: Antony Blinken"]),
        ("Antony Blinken came. Mary Blinken left. Mr Blinken stayed.", ["blinken: Antony Blinken", "blinken: Blinken"]),
        (
            "Benjamin Netanyahu and Sara Netanyahu. Netanyahu said.",
            ["netanyahu: Benjamin Netanyahu", "sara: Sara Netanyahu"],
        ),
        ("Benjamin Netanyahu. Netanyahu said.", ["netanyahu: Benjamin Netanyahu", "netanyahu: Netanyahu"]),
        ("The University of Jordan is in Jordan.", ["university: University of Jordan", "jordan: Jordan"]),
        ("The Jordan River", ["river-jordan: Jordan River"]),
        ("Imran Khan spoke.", []),
        ("RSF reported.", []),
    ],
)
def test_whose_name_it_is(body: str, expected: list[str]) -> None:
    assert expected == found(body)


@pytest.mark.parametrize(
    ("body", "listed", "expected"),
    [
        ("Blinken came.", ("blinken",), ["blinken: Blinken"]),
        ("Imran Khan spoke. Khan left.", ("khan-pm",), ["khan-pm: Imran Khan", "khan-pm: Khan"]),
        ("Imran Khan spoke.", ("khan-pm", "khan-reporter"), []),
        ("RSF reported.", ("rsf",), ["rsf: RSF"]),
        ("Netanyahu said.", ("netanyahu",), ["netanyahu: Netanyahu"]),
        ("Netanyahu said.", ("netanyahu", "sara"), []),
    ],
)
def test_the_brief_s_list_settles_it(body: str, listed: tuple[str, ...], expected: list[str]) -> None:
    assert expected == found(body, listed)


def test_a_name_that_stays_open_is_told_with_all_that_bear_it() -> None:
    _, ambiguities = MATCHER.mentions("2024/x", "Then Imran Khan spoke.", ())

    assert [(5, "Imran Khan", ("khan-pm", "khan-reporter"))] == [
        (each.start, each.text, each.actors) for each in ambiguities
    ]


def test_an_author_settles_it_by_hand() -> None:
    body = "[[khan-pm]] spoke to [[khan-reporter|the reporter]]. Khan left. `[[khan-pm]]` [[nobody]]"

    assert ["khan-pm: Imran Khan", "khan-reporter: the reporter"] == found(body)


def test_words_that_the_brief_excepts_stay_as_they_are() -> None:
    assert ["hamas: Hamas"] == found("Hamas, Jordan.", no_link=("Jordan",))


@pytest.mark.parametrize(
    "body",
    [
        "`Hamas`",
        "```\nHamas\n```",
        "~~~ python\nHamas\n~~~",
        "\n\n    Hamas\n",
        "[Hamas](x.md)",
        "[the Hamas story][x]",
        "![Hamas](map.png)",
        "<a title='Hamas'>x</a>",
        "<div>\nHamas\n</div>",
        "<!-- Hamas -->",
        "https://example.org/Hamas/x",
        "www.example.org/Hamas",
        "<https://example.org/Hamas>",
        "press@Hamas.example",
        "[^Hamas]",
        "[^Hamas]: a note",
        "## Heading {#Hamas}",
        "[Hamas]: https://example.org 'Hamas'",
        "*[Hamas]: a movement",
    ],
)
def test_what_is_not_running_text_is_left_alone(body: str) -> None:
    assert [] == found(body)


def test_a_name_within_a_longer_one_that_nobody_registered_is_not_a_mention() -> None:
    assert ["jordan: Jordan"] == found("We asked Michael Jordan and Environment Jordan in Jordan.")
    assert [] == found("The singer is Anna Jordan. Jordan sings.")
    assert ["jordan: Jordan"] == found("The singer is Anna Jordan. Jordan sings.", ("jordan",))[-1:]


@pytest.mark.parametrize(
    ("body", "mentions"),
    [
        ("It was a long day in the capital for all of them. Yesterday Jordan closed it.", 1),
        ("It was a long day in the capital for all of them. Recently Jordan closed it.", 1),
        ("It was a long day in the capital for all of them. Environment Jordan closed it.", 0),
        ("It was a long day in the capital for all of them, as Environment Jordan closed it.", 0),
        ("It was a long day in the capital for all of them, as Hamas Jordan closed it.", 1),
    ],
)
def test_the_first_word_of_a_sentence_anywhere_in_a_text_may_be_no_part_of_a_name(body: str, mentions: int) -> None:
    assert mentions == found(body).count("jordan: Jordan")


def test_a_sentence_without_end_is_shown_around_its_names_alone() -> None:
    mentions, _ = MATCHER.mentions("2024/x", "Hamas and so on and on, " * 1000, ())

    assert 1000 == len(mentions)
    assert 1300 > max(len(each.sentence) for each in mentions)
    assert "… " == mentions[500].sentence[:2]
    assert " …" == mentions[500].sentence[-2:]


def test_each_mention_has_its_sentence_as_a_reader_sees_it() -> None:
    body = "One. Then **Mr.** X, of the\n[U.S. team](x.md), met *Hamas* here.[^a] Three.\n\n- Hamas again\n- no"
    mentions, _ = MATCHER.mentions("2024/x", body, ())

    assert ["Then Mr. X, of the U.S. team, met Hamas here.", "Hamas again"] == [each.sentence for each in mentions]
    assert ["Then Mr. X, of the U.S. team, met", "Hamas again"] == [each.opening for each in mentions]


def test_a_sentence_in_a_table_a_heading_or_a_list_is_without_their_marks() -> None:
    body = (
        "## On Hamas\n\n| Who | Hamas | x |\n\n> Antony\n> Blinken and [[hamas]] or [[hamas|they]] spoke.\n\n"
        "Term\n:   Israel here.\n"
    )
    mentions, _ = MATCHER.mentions("2024/x", body, ())

    said = "Antony Blinken and Hamas or they spoke."
    assert ["On Hamas", "Hamas", said, said, said, "Israel here."] == [each.sentence for each in mentions]


@given(st.text(alphabet="Hamas .[]()`*\n|<>{}#^!-ü"))
def test_no_body_breaks_the_matcher(body: str) -> None:
    mentions, _ = MATCHER.mentions("2024/x", body, ("hamas",))

    assert all(one.end <= two.start for one, two in pairwise(mentions))


SMALL_AND_GREAT = Matcher(
    [
        *REGISTRY,
        actor("bay", "eBay", aliases=("the Bay", "labour movement")),
        actor("digits", "18F", aliases=("3rd Army", "Organisation of 18")),
        actor("qaida", "al-Qaida", aliases=("ÉTA",)),
    ]
)
WORDS = "Ebay eBay bay the The Bay labor Labour movement MOVEMENT 18F 18 3rd army al-Qaida Qaida of Organization ETA"


@given(st.lists(st.sampled_from([*WORDS.split(), ".", ",", "_", "-", "\n"])), st.sampled_from([" ", "", " - "]))
def test_in_ascii_where_fewer_words_are_looked_up_the_same_names_are_found(words: list[str], between: str) -> None:
    body = between.join(words)

    assert SMALL_AND_GREAT.mentions("2024/x", f"{body}\n\né", ()) == SMALL_AND_GREAT.mentions("2024/x", f"{body}\n\ne", ())


@given(st.text(alphabet="a. \n\t\x1c\u00a0\u3000"))
def test_a_piece_of_text_is_shown_with_one_blank_wherever_there_is_space(text: str) -> None:
    assert re.sub(r"\s+", " ", text) == plain(text)


PIECES = st.lists(
    st.sampled_from(
        [
            *"Hamas,Israel, ,. ,## ,the ,`,*,[x](y.md),[[hamas]],[[hamas|they *do*]],[^1]".split(","),
            *"Antony Blinken,Blinken,- ,<b>".split(","),
            *"\\ [ ] ! |".split(),
            "\n",
            "\n\n",
        ]
    )
)


@given(PIECES)
def test_taking_the_links_out_again_gives_the_text_back_to_the_letter(pieces: list[str]) -> None:
    body = "".join(pieces)
    mentions, _ = MATCHER.mentions("2024/x", body, ())

    assert body == unlinked(linked(body, mentions, "briefs/2024/x.md"))


def test_the_first_mention_outside_a_heading_is_a_link() -> None:
    body = "## On Hamas\n\nHamas and Hamas. [[hamas]]\n"
    mentions, _ = MATCHER.mentions("2024/x", body, ())

    one, other = "[Hamas](../../actors/hamas.md){ .actor }", "[Hamas](../../actors/hamas.md){ .actor .by-name }"

    assert f"## On Hamas\n\n{one} and Hamas. {other}\n" == linked(body, mentions, "briefs/2024/x.md")


@given(st.text(alphabet="ab. \n-|A!?’”"))
def test_sentences_cover_a_text_in_order(body: str) -> None:
    spans = sentences(body)

    assert all(one.end <= two.start for one, two in pairwise(spans))
    covered = "".join(body[span.start : span.end] for span in spans)
    assert [each for each in body if each.isalpha()] == [each for each in covered if each.isalpha()]


def test_a_mention_knows_its_sentence() -> None:
    mention = Mention("2024/x", "hamas", 0, 5, "Hamas", "", " said no.", "p1", "Hamas said no.")

    assert mention.sentence == "Hamas said no."
