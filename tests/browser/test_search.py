"""Search as a reader meets it, on its page and in the dialog, under the site's policy and below a sub-path, in Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.serve import served
from conftest import ROOT, Project

HOSTILE = '<img src=x onerror="document.title=1"> & <b>harbour</b> of Zyxwia'
BRIEF = "briefs/2024/ankara-declaration-of-ethiopia-and-somalia/"
RESULTS = ".bb-search-results li h3 a"
NAMES = ".bb-search-names li > a"
STATUS = ".bb-search-status"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with a brief whose title looks like HTML, below a sub-path of a server's folder."""
    project = Project(tmp_path_factory.mktemp("searched") / "project", ROOT / "docs")
    project.set("site_url: https://briefbook.example.org/", "site_url: https://briefbook.example.org/sub/")
    title = HOSTILE.replace("'", "''")
    (project.docs / "briefs" / "2024" / "hostile.md").write_text(
        f"---\ntitle: '{title}'\ndate: 2024-10-10\nsection: media-and-information-studies\nauthors: [africa-desk]\n"
        "summary: 'A <script>summary</script> of Zyxwia.'\ntopics: [diplomacy-and-alliances]\n---\n\n"
        "The port said: `<img src=x onerror=alert(1)>` and &lt;b&gt; of Zyxwia.\n",
        encoding="utf-8",
    )
    (project.docs / "briefs" / "2024" / "odd.md").write_text(
        "---\ntitle: Aid that was promised\ndate: 2024-10-11\nsection: media-and-information-studies\n"
        "authors: [africa-desk]\nsummary: A pledge.\ntopics: [lodz]\n---\n\n"
        "Donors pledged $3.2bn for R&D, and 中华人民共和国外交部发言人 said so.\n",
        encoding="utf-8",
    )
    (project.docs / "briefs" / "2024" / "signs.md").write_text(
        "---\ntitle: What is it to be\ndate: 2024-10-12\nsection: media-and-information-studies\n"
        "authors: [africa-desk]\nsummary: Quays & cranes.\ntopics: [lodz]\n---\n\n"
        "The Qwyjibo pier, too — and the quay: 2 + 2 = 4. A sign is written &amp;gt; or &lt;b&gt; on a Qwyjibo page.\n",
        encoding="utf-8",
    )
    (project.docs / "topics" / "lodz.md").write_text("---\ntitle: Łódź\nsummary: A town.\n---\n", encoding="utf-8")
    done = project.build()
    assert done.returncode == 0, done.stderr
    folder = tmp_path_factory.mktemp("server")
    project.site.rename(folder / "sub")
    for name in ("_headers", "404.html"):
        shutil.copy(folder / "sub" / name, folder)
    return folder


@pytest.fixture(scope="module")
def bare(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without the policy that its pages carry."""
    folder = tmp_path_factory.mktemp("bare") / "server"
    shutil.copytree(built, folder)
    for file in folder.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html), encoding="utf-8")
    assert "Content-Security-Policy" not in (folder / "sub" / "search" / "index.html").read_text(encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["page", "header", "both"], ids="policy in {}".format)
def both(request: pytest.FixtureRequest, built: Path, bare: Path) -> Iterator[str]:
    """The address of the site, with the policy in its pages alone, in the headers alone, and in both."""
    with served(bare if request.param == "header" else built, with_headers=request.param != "page") as address:
        yield f"{address}sub/"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """The address of the site as it should be served."""
    with served(built) as address:
        yield f"{address}sub/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader's page; whatever the console says against it, or a request to another host, fails the test."""
    context = browser.new_context(viewport={"width": 1350, "height": 900})
    page = context.new_page()
    page.set_default_timeout(25_000)
    expect.set_options(timeout=25_000)
    said: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    yield page
    context.close()
    assert said == []
    assert len(hosts) <= 1


def search(page: Page, address: str, query: str) -> None:
    """Type a query on the search page and wait for what it finds."""
    if "/search/" not in page.url:
        page.goto(f"{address}search/")
    page.fill("#bb-search-words", query)
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_contain_text(re.compile("result", re.I))


def test_results_come_as_one_types(page: Page, both: str) -> None:
    page.goto(f"{both}search/")
    page.locator("#bb-search-words").press_sequentially("ceasefire", delay=20)
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^\d+ results? for “ceasefire”$"))

    first = page.locator(".bb-search-results ol > li").first
    assert first.locator("time").count() == 1
    assert first.locator(".bb-kicker").inner_text()
    assert "ceasefire" in first.locator("mark").first.inner_text().lower()
    assert 3 >= max(each.locator("ul li").count() for each in page.locator(".bb-search-results ol > li").all())
    first.locator("h3 a").click()
    expect(page.locator("article.bb-brief, .bb-head").first).to_be_visible()


@pytest.mark.parametrize("key", ["/", "Control+k", "Control+K"])
def test_a_key_opens_the_dialog_from_any_page_and_escape_gives_the_page_back(page: Page, both: str, key: str) -> None:
    for place in ("", BRIEF, "actors/", "404.html"):
        page.goto(f"{both}{place}")
        page.keyboard.press(key)
        box = page.locator("dialog[open] #bb-search-words")
        expect(box).to_be_focused()
        page.keyboard.type("hezbollah")
        expect(page.locator(f"dialog {NAMES}").first).to_have_text("Hezbollah")
        expect(page.locator(f"dialog {RESULTS}").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)


def test_what_is_typed_before_the_dialog_is_there_is_not_lost(page: Page, address: str) -> None:
    page.route("**/search.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(f"{address}{BRIEF}")
    page.keyboard.press("/")
    page.keyboard.type("ethiopis")
    page.keyboard.press("Backspace")
    page.keyboard.type("a")

    expect(page.locator("dialog #bb-search-words")).to_have_value("ethiopia")
    expect(page.locator(f"dialog {NAMES}").first).to_have_text("Ethiopia")


def test_the_slash_can_still_be_typed(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    page.locator("#bb-search-words").press_sequentially("km/h")

    assert "km/h" == page.locator("#bb-search-words").input_value()
    assert page.locator("dialog").count() == 0


def test_the_link_in_the_header_opens_the_dialog_and_its_enter_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}{BRIEF}")
    page.click(".bb-search-link")
    expect(page.locator("dialog[open] #bb-search-words")).to_be_focused()
    page.keyboard.type("sudan")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}search/?q=sudan")
    expect(page.locator(RESULTS).first).to_be_visible()


def test_the_dialog_has_facets(page: Page, address: str) -> None:
    page.goto(f"{address}{BRIEF}")
    page.keyboard.press("/")
    page.locator("dialog #bb-search-words").fill("israel")
    expect(page.locator(f"dialog {RESULTS}").first).to_be_visible()
    page.locator("dialog .bb-facet[data-facet=section] > summary").click()
    page.locator("dialog .bb-facet[data-facet=section] input").first.check()
    expect(page.locator("dialog .bb-search-chosen button")).to_have_count(1)

    assert page.url == f"{address}{BRIEF}"


@pytest.mark.parametrize("typed", ["IDF", "Israel Defense Forces", "Israeli army", "israeli arm"])
def test_any_name_of_an_actor_shows_its_dossier_on_top(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={typed}")
    expect(page.locator(NAMES).first).to_be_visible()

    assert page.locator(NAMES).first.get_attribute("href") == f"{address}actors/israel-defense-forces/"
    assert re.search(r", \d+ briefs?", page.locator(".bb-search-names li").first.inner_text())


def test_facets_load_when_they_are_opened_count_what_is_found_and_take_several_values(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.context.on("request", lambda request: loaded.append(request.url) if "/filter/" in request.url else None)
    search(page, address, "israel")
    page.wait_for_timeout(600)
    assert loaded == []
    total = number(page)

    section = page.locator(".bb-facet[data-facet=section]")
    section.locator("summary").click()
    section.locator("input").first.wait_for()
    counts = [int(text) for text in section.locator(".bb-count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    section.locator("input").nth(0).check()
    expect(page.locator(STATUS)).to_have_text(f"{counts[0]} results for “israel”")
    # Within a facet a second value widens, so that its count stays what it was.
    assert counts == [int(text) for text in section.locator(".bb-count").all_inner_texts()]
    section.locator("input").nth(1).check()
    expect(page.locator(STATUS)).to_have_text(f"{counts[0] + counts[1]} results for “israel”")
    assert counts[0] + counts[1] <= total

    page.locator(".bb-facet[data-facet=year] > summary").click()
    page.locator(".bb-facet[data-facet=year] input").first.wait_for()
    years = [box.get_attribute("value") for box in page.locator(".bb-facet[data-facet=year] input").all()]
    assert years == sorted(years, reverse=True)
    page.locator(".bb-search-chosen button").first.click()
    expect(page.locator(STATUS)).to_have_text(f"{counts[1]} results for “israel”")


def test_facets_load_nothing_of_the_index_with_words_or_without(page: Page, address: str) -> None:
    """Asked for no word, Pagefind 1.5.2 loads every part of the index: 21 MB at 10,000 briefs."""
    loaded: list[str] = []
    page.context.on("request", lambda request: loaded.append(request.url) if ".pf_index" in request.url else None)
    search(page, address, "israel")
    before = len(loaded)
    page.locator(".bb-facet[data-facet=section] > summary").click()
    page.locator(".bb-facet[data-facet=section] input").first.wait_for()
    assert before == len(loaded)

    loaded.clear()
    page.goto(f"{address}search/?year=2024&sort=oldest")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert len(loaded) <= 2
    assert page.locator(".bb-search-results mark").count() == 0
    assert days(page)[0].startswith("2024")


def test_actors_of_two_kinds_can_be_chosen_together(page: Page, address: str) -> None:
    search(page, address, "israel")
    page.locator(".bb-facet-group > summary").click()
    for kind in ("person", "armed-group"):
        facet = page.locator(f".bb-facet[data-facet=actor-{kind}]")
        facet.locator("summary").click()
        facet.locator("input").first.check()
    expect(page.locator(".bb-search-chosen button")).to_have_count(2)
    first = number(page)
    page.goto(page.url)
    expect(page.locator(".bb-search-chosen button")).to_have_count(2)
    expect(page.locator(STATUS)).to_have_text(f"{first} results for “israel”")


def test_a_search_can_be_sent_sorted_and_stepped_back_through(page: Page, address: str) -> None:
    search(page, address, "israel")
    page.locator(".bb-facet[data-facet=section] > summary").click()
    page.locator(".bb-facet[data-facet=section] input").first.check()
    expect(page.locator(".bb-search-chosen button")).to_have_count(1)
    page.select_option("#bb-search-sort", "newest")
    page.wait_for_url(re.compile("sort=newest"))
    page.wait_for_timeout(700)
    newest = days(page)
    assert newest == sorted(newest, reverse=True)
    assert len(newest) > 1
    page.select_option("#bb-search-sort", "oldest")
    page.wait_for_url(re.compile("sort=oldest"))
    page.wait_for_timeout(900)
    assert days(page) == sorted(days(page))

    sent = page.url
    elsewhere = page.context.new_page()
    elsewhere.goto(sent)
    expect(elsewhere.locator(STATUS)).to_have_text(page.locator(STATUS).inner_text())
    assert elsewhere.locator("#bb-search-sort").input_value() == "oldest"

    page.go_back()
    page.wait_for_url(re.compile("sort=newest"))
    page.go_back()
    page.go_back()
    page.wait_for_url(f"{address}search/?q=israel")
    expect(page.locator(".bb-search-chosen button")).to_have_count(0)
    page.locator(RESULTS).first.click()
    page.wait_for_url(re.compile("/briefs/|/actors/|/topics/"))
    page.go_back()
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.locator("#bb-search-words").input_value() == "israel"


def test_back_leads_through_the_searches_that_were_settled_on_and_no_half_typed_word(page: Page, address: str) -> None:
    page.goto(address)
    page.goto(f"{address}search/")
    for word in ("ceasefire", "sudan", "israel"):
        page.fill("#bb-search-words", "")
        page.locator("#bb-search-words").press_sequentially(word, delay=15)
        page.keyboard.press("Enter")
        expect(page.locator(STATUS)).to_contain_text(f"“{word}”")
    for word in ("sudan", "ceasefire"):
        page.go_back()
        expect(page.locator(STATUS)).to_contain_text(f"“{word}”")
        assert page.url == f"{address}search/?q={word}"
        assert page.locator("#bb-search-words").input_value() == word
    for word in ("sudan", "israel"):
        page.go_forward()
        expect(page.locator(STATUS)).to_contain_text(f"“{word}”")
        assert page.url == f"{address}search/?q={word}"
    for _ in range(3):
        page.go_back()
    assert page.url == address


@pytest.mark.parametrize("how", ["leaves the box", "opens a result", "chooses by a facet", "pauses"])
def test_what_a_reader_settles_on_without_enter_is_an_entry_of_its_own(page: Page, address: str, how: str) -> None:
    page.goto(f"{address}search/")
    page.locator("#bb-search-words").press_sequentially("ceasefire", delay=40)
    expect(page.locator(RESULTS).first).to_be_visible()
    if how == "leaves the box":
        page.keyboard.press("Tab")
    elif how == "opens a result":
        page.locator(RESULTS).first.click()
        page.wait_for_url(re.compile("/briefs/|/topics/|/actors/"))
        page.go_back()
    elif how == "chooses by a facet":
        page.locator(".bb-facet[data-facet=section] > summary").click()
        page.locator(".bb-facet[data-facet=section] input").first.check()
        page.wait_for_url(re.compile("section="))
        page.go_back()
    else:
        page.wait_for_timeout(3200)
    page.fill("#bb-search-words", "")
    page.locator("#bb-search-words").press_sequentially("sudan", delay=40)
    expect(page.locator(STATUS)).to_contain_text("“sudan”")
    page.go_back()

    expect(page.locator(STATUS)).to_contain_text("“ceasefire”")
    assert page.url == f"{address}search/?q=ceasefire"


def test_letters_that_are_taken_back_leave_no_second_entry(page: Page, address: str) -> None:
    search(page, address, "ceasefire")
    search(page, address, "sudan")
    for key in ("x", "Backspace", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    assert page.url == f"{address}search/?q=sudan"
    page.go_back()

    expect(page.locator(STATUS)).to_contain_text("“ceasefire”")


def test_back_to_a_page_made_anew_shows_as_many_results_where_they_were(page: Page, address: str) -> None:
    page.context.add_init_script("addEventListener('unload', () => {})")  # such a page is not kept for the way back
    search(page, address, "ceasefire")
    expect(page.locator(RESULTS).nth(7)).to_be_visible()
    before = page.locator(RESULTS).count()
    page.click(".bb-search-more")
    expect(page.locator(RESULTS)).not_to_have_count(before)
    shown = page.locator(RESULTS).count()
    page.evaluate("window.kept = true")
    page.locator(RESULTS).last.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    page.locator(RESULTS).last.click()
    page.wait_for_url(re.compile("/briefs/|/topics/|/actors/"))
    page.go_back()

    expect(page.locator(RESULTS)).to_have_count(shown)
    page.wait_for_timeout(600)
    assert page.evaluate("window.kept") is None
    assert place > 300
    assert abs(page.evaluate("scrollY") - place) < 50
    assert page.locator(RESULTS).count() == shown


@pytest.mark.parametrize("place", ["the page", "the dialog"])
def test_the_focus_goes_on_from_a_filter_that_is_removed(page: Page, address: str, place: str) -> None:
    page.goto(f"{address}search/?q=israel" if place == "the page" else f"{address}{BRIEF}")
    around = "main" if place == "the page" else "dialog"
    if place == "the dialog":
        page.keyboard.press("/")
        page.locator("dialog #bb-search-words").fill("israel")
    expect(page.locator(f"{around} {RESULTS}").first).to_be_visible()
    page.locator(f"{around} .bb-facet[data-facet=section] > summary").click()
    for index in (0, 1):
        page.locator(f"{around} .bb-facet[data-facet=section] input").nth(index).check()
        expect(page.locator(f"{around} .bb-search-chosen button")).to_have_count(index + 1)
    left = page.locator(f"{around} .bb-search-chosen button").nth(1).inner_text()
    page.locator(f"{around} .bb-search-chosen button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{around} .bb-search-chosen button")).to_have_count(1)
    assert page.evaluate("document.activeElement.textContent") == left
    page.keyboard.press("Enter")

    expect(page.locator(f"{around} .bb-search-chosen button")).to_have_count(0)
    expect(page.locator(f"{around} .bb-search-over h2")).to_be_focused()


def test_the_focus_is_in_the_box_when_no_search_is_left(page: Page, address: str) -> None:
    page.goto(f"{address}search/?year=2024")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator(".bb-search-chosen button").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#bb-search-words")).to_be_focused()


def test_the_focus_is_in_the_box_when_a_filter_is_removed_and_search_fails(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}search/?year=2024&q=ceasefire")
    expect(page.locator(RESULTS).nth(5)).to_be_visible()
    context.route("**/*.pf_*", lambda route: route.abort())
    page.locator(".bb-search-chosen button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_contain_text("not to be had")

    expect(page.locator("#bb-search-words")).to_be_focused()
    context.close()


def test_an_order_by_date_that_leaves_nothing_can_be_taken_back(page: Page, address: str) -> None:
    """Of what was found, only dossiers had the words: the list and its order are out of sight."""
    page.goto(f"{address}search/?q=journalists Palestinian territories&sort=newest")
    page.get_by_role("button", name="Sort by relevance, with actors and topics").click()
    expect(page.locator(RESULTS).first).to_be_visible()

    assert page.locator("#bb-search-sort").input_value() == ""
    assert "sort" not in page.url


def test_more_of_a_facet_passes_the_focus_on_to_what_it_shows(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=israel")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator(".bb-facet[data-facet=topic] > summary").click()
    expect(page.locator(".bb-facet[data-facet=topic] .bb-facet-more")).to_be_visible()
    page.locator(".bb-facet[data-facet=topic] .bb-facet-more").focus()
    before = page.locator(".bb-facet[data-facet=topic] input").count()
    page.keyboard.press("Enter")

    expect(page.locator(".bb-facet[data-facet=topic] input").nth(before)).to_be_focused()


@pytest.mark.parametrize("typed", ["hezbollah ceasfire", "Isreal ceasefire", "Guterres speech"])
def test_of_a_query_that_is_no_name_the_names_like_its_words_are_guessed(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={typed}")
    guesses = page.locator(".bb-search-none a")
    expect(guesses.first).to_be_visible()

    likely = {"hezbollah ceasfire": "Ceasefires", "Isreal ceasefire": "Israel", "Guterres speech": "António Guterres"}
    assert likely[typed] in guesses.all_inner_texts()


@pytest.mark.parametrize("typed", ['"OPEC+"', "“OPEC+”"])
def test_a_name_in_quotation_marks_is_that_name(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={quote(typed)}")

    expect(page.locator(NAMES).first).to_have_text("OPEC+")


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_an_arrow_before_results_have_come_leaves_the_focus_in_search(page: Page, address: str, where: str) -> None:
    page.goto(f"{address}search/" if where == "page" else f"{address}{BRIEF}")
    if where == "dialog":
        page.keyboard.press("/")
    box = page.locator("#bb-search-words" if where == "page" else "dialog input").first
    box.fill("ceasefire")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.wait_for_timeout(600)
    box.fill("un")
    page.wait_for_timeout(100)
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(1500)

    assert page.evaluate("document.activeElement.closest('.bb-search') !== null")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.bb-search a')")


@pytest.mark.parametrize(
    "typed",
    [
        "Ethiopia–Somalia",
        "Ethiopia-Somalia",
        "Ethiopia/Somalia",
        "Ankara—Somaliland",
        "Ethiopia/Somalia 2024",
        "U.N.–Ankara",
    ],
)
def test_words_that_no_text_has_joined_are_found_apart(page: Page, address: str, typed: str) -> None:
    apart = " ".join(re.split("[–—/-]", typed))
    search(page, address, apart)
    page.wait_for_timeout(700)
    texts = [str(each.get_attribute("href")) for each in page.locator(RESULTS).all()]
    assert texts
    page.goto(f"{address}search/?q={typed}")
    expect(page.locator(STATUS)).to_contain_text(
        re.compile(rf"^No text has “{typed}” as it is typed; \d+ results? with the words apart$")
    )
    page.wait_for_timeout(700)

    assert texts == [str(each.get_attribute("href")) for each in page.locator(RESULTS).all()]
    assert page.locator("#bb-search-words").input_value() == typed
    assert unquote(page.url).endswith(f"?q={typed}")


@pytest.mark.parametrize("lost", ["search.js", "name_index.js"])
@pytest.mark.parametrize("how", ["blocked", "busy", "broken"])
def test_a_script_of_search_that_does_not_come_is_told_and_what_was_typed_kept(
    browser: Browser, address: str, lost: str, how: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    answers = {
        "blocked": lambda route: route.abort(),
        "busy": lambda route: route.fulfill(status=503, body="busy"),
        "broken": lambda route: route.fulfill(body="const ???", content_type="text/javascript"),
    }
    context.route(f"**/javascripts/{lost}", answers[how])
    page.goto(f"{address}{BRIEF}")
    page.keyboard.press("/")
    page.keyboard.type("Gaza & sudan", delay=60)
    page.wait_for_url(re.compile("/search/"))

    expect(page.locator(".bb-search-scriptless")).to_be_visible()
    expect(page.locator(STATUS)).to_contain_text("Search did not load")
    expect(page.locator("#bb-search-words")).to_have_value("Gaza & sudan")
    context.unroute(f"**/javascripts/{lost}")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(".bb-search-scriptless")).to_be_hidden()
    expect(page.locator(RESULTS).first).to_be_visible()
    context.close()


def test_search_works_without_the_script_of_colours_and_all_lost_scripts_are_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.route("**/javascripts/scheme.js", lambda route: route.abort())
    page.goto(f"{address}search/")
    page.fill("#bb-search-words", "ceasefire")
    expect(page.locator(RESULTS).first).to_be_visible()
    context.route("**/javascripts/*", lambda route: route.abort())
    page.goto(f"{address}search/")
    page.wait_for_timeout(10_500)

    assert page.locator(".bb-search-scriptless").is_visible()
    assert page.locator(".bb-search-scriptless").bounding_box()["height"] > 10  # type: ignore[index]
    context.close()


@pytest.mark.parametrize("width", [360, 1350])
def test_nothing_shifts_while_search_loads(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/name_index.js", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.context.add_init_script("""
      window.shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map((each) => each.value)))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(f"{address}search/")
    page.wait_for_timeout(800)

    assert page.evaluate("shifts.reduce((sum, each) => sum + each, 0)") < 0.001
    assert not page.locator(".bb-search-scriptless").is_visible()


def test_a_key_without_a_name_is_let_through(page: Page, address: str) -> None:
    """As a browser tells of one that fills in a form by itself."""
    page.goto(f"{address}{BRIEF}")
    page.evaluate("document.dispatchEvent(new Event('keydown', { bubbles: true }))")
    page.keyboard.press("/")

    expect(page.locator("dialog[open] #bb-search-words")).to_be_focused()


def test_a_phrase_in_quotation_marks_is_found_as_it_stands(page: Page, address: str) -> None:
    search(page, address, '"cessation of hostilities"')
    exact = number(page)
    for text in page.locator(".bb-search-results ol > li").all_inner_texts():
        assert "cessation of hostilities" in text.lower()
    search(page, address, '"hostilities of cessation"')

    assert exact > 0
    expect(page.locator(STATUS)).to_contain_text("No results")
    page.get_by_role("button", name="Search without quotation marks").click()
    expect(page.locator(RESULTS).first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ('"OPEC+"', "OPEC+ extends its production targets to the end of 2026"),
        ('"Eight OPEC+ producers"', "Eight OPEC+ producers announce voluntary cuts as Angola leaves OPEC"),
        ('"OPEC+ extends its production targets"', "OPEC+ extends its production targets to the end of 2026"),
        ('"Quays & cranes"', "What is it to be"),
        ('"pier, too — and the quay"', "What is it to be"),
        ('"2 + 2 = 4"', "What is it to be"),
        ('"& <b>harbour</b> of"', HOSTILE),
    ],
)
def test_a_phrase_may_hold_signs(page: Page, address: str, typed: str, title: str) -> None:
    page.goto(f"{address}search/?q={quote(typed)}")
    expect(page.locator(STATUS)).to_have_text(re.compile(rf"^\d+ results? for “{re.escape(typed)}”$"))

    assert title in page.locator(RESULTS).all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ('"cessation of hostilities" Lebanon', True),
        ('"hostilities of cessation" Lebanon', False),
        ('"cessation of hostilities" Zyxwia', False),
        ('"Ankara Declaration" "Somaliland"', True),
        ('"Declaration Ankara" "Somaliland"', False),
        ('"cranes & Quays"', False),
        ('"Quays — — cranes"', False),
        ('"4 = 2"', False),
    ],
)
def test_all_phrases_and_words_of_a_query_have_to_be_there(page: Page, address: str, typed: str, finds: bool) -> None:
    page.goto(f"{address}search/?q={quote(typed)}")
    expect(page.locator(STATUS)).to_contain_text(typed)

    assert finds is not page.locator(STATUS).inner_text().startswith("No results")
    if finds:
        first = page.locator(".bb-search-results ol > li").first
        phrase = re.findall(r'"(.*?)"', typed)[0]
        assert phrase.lower() == " ".join(first.locator("mark").all_inner_texts()).lower().rstrip(".,")


@pytest.mark.parametrize("facet", ["year", "topic", "author"])
def test_of_several_phrases_no_value_of_a_facet_leads_nowhere(page: Page, address: str, facet: str) -> None:
    """Pagefind can count the results of one phrase or of words alone; those of several are counted by their texts."""
    page.goto(f"{address}search/?q=%22the+ceasefire%22+Israel")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.locator(f".bb-facet[data-facet={facet}] > summary").click()
    expect(page.locator(f".bb-facet[data-facet={facet}] .bb-count").first).to_be_visible()
    told = counted(page, facet)
    if facet == "year":
        assert number(page) == sum(told.values())
    for value, count in told.items():
        page.goto(f"{address}search/?q=%22the+ceasefire%22+Israel&{facet}={value}")
        expect(page.locator(STATUS)).to_contain_text(f"{count} result")


def counted(page: Page, facet: str) -> dict[str, int]:
    """The values of a facet with the numbers that it tells, by id."""
    box = page.locator(f".bb-facet[data-facet={facet}]")
    if not box.evaluate("each => each.open"):
        box.locator("summary").click()
    box.locator("li").first.wait_for()
    return {
        str(each.locator("input").get_attribute("value")): int(each.locator(".bb-count").inner_text())
        for each in box.locator("li:has(input)").all()
    }


@pytest.mark.parametrize("asked", ["q=israel", "q=israel&sort=newest", "q=Hezbollah", "q=Hezbollah&sort=oldest"])
def test_what_a_facet_counts_is_what_its_choice_finds(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}search/?{asked}")
    expect(page.locator(STATUS)).to_contain_text("result")
    total = number(page)
    assert total >= sum(counted(page, "year").values())
    if "sort" in asked:
        assert total == sum(counted(page, "year").values()), "only briefs are sorted by date, and each is of one year"
    for value, count in counted(page, "kind").items():
        page.goto(f"{address}search/?{asked}&kind={value}")
        expect(page.locator(".bb-search-chosen button")).to_have_count(1)
        expect(page.locator(STATUS)).to_contain_text("result")
        assert count == number(page), value
        if count <= 10:
            expect(page.locator(RESULTS)).to_have_count(count)


def test_nothing_is_narrowed_where_nothing_is_found(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=Hezbolah")
    expect(page.locator(STATUS)).to_contain_text("No results")
    expect(page.locator(".bb-search-facets")).to_be_hidden()
    assert page.locator(".bb-search-found").bounding_box()["width"] > 700  # type: ignore[index]
    page.fill("#bb-search-words", "Hezbollah")
    expect(page.locator(STATUS)).to_contain_text("results for “Hezbollah”")

    expect(page.locator(".bb-search-facets")).to_be_visible()


def test_what_has_no_date_is_told_when_it_is_left_out_by_sorting(page: Page, address: str) -> None:
    search(page, address, "israel")
    before = number(page)
    page.select_option("#bb-search-sort", "newest")
    expect(page.locator(STATUS)).to_contain_text("left out: ")
    told = [int(each) for each in re.findall(r"\d+", page.locator(STATUS).inner_text())]

    assert before == sum(told)


@pytest.mark.parametrize("title", ["What is it to be", HOSTILE, '"What is it to be"'])
def test_a_title_of_common_words_or_of_signs_is_found_by_them(page: Page, address: str, title: str) -> None:
    search(page, address, title)

    expect(page.locator(RESULTS).first).to_have_text(title.strip('"') if title != HOSTILE else HOSTILE)


@pytest.mark.parametrize("typed", ["?!", "😀", "—"])
def test_signs_alone_are_told_to_find_nothing(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={quote(typed)}")
    expect(page.locator(STATUS)).to_have_text(f"Nothing can be found by “{typed}”: search looks for letters and digits")
    page.goto(f"{address}search/?q={quote(typed)}&year=2024")

    expect(page.locator(STATUS)).to_have_text(re.compile(r"^\d+ results$"))


@pytest.mark.parametrize("typed", ["UN", "U.N."])
def test_an_abbreviation_is_no_beginning_of_a_word(page: Page, address: str, typed: str) -> None:
    search(page, address, typed)
    page.wait_for_timeout(700)

    assert {"UN"} == {
        re.sub(r"[^\w]|['’]s", "", each) for each in page.locator(".bb-search-results mark").all_inner_texts()
    }


def test_that_no_text_has_an_abbreviation_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=QW")

    expect(page.locator(STATUS)).to_have_text(
        "No text has “QW” as it is typed; 1 result with a part of it, or a word like it"
    )


def test_what_looks_like_html_in_a_text_is_shown_as_it_is_there(page: Page, address: str) -> None:
    search(page, address, "Qwyjibo")

    assert "written &gt; or <b> on" in page.locator(".bb-search-excerpt").first.inner_text()


def test_a_misspelt_name_is_guessed_and_filters_can_be_dropped(page: Page, address: str) -> None:
    search(page, address, "Hezbolah")
    expect(page.locator(".bb-search-none a").first).to_have_text("Hezbollah")
    page.goto(f"{address}search/?q=ceasefire&year=1999")
    page.get_by_role("button", name="Search without filters").click()
    expect(page.locator(RESULTS).first).to_be_visible()


def test_what_only_begins_like_a_misspelt_word_is_not_shown_as_found(page: Page, address: str) -> None:
    """Pagefind finds "he" for "hezbolah": the nearest names help, such texts do not."""
    search(page, address, "Hezbolah")
    expect(page.locator(STATUS)).to_have_text("No results for “Hezbolah”")
    expect(page.locator(".bb-search [role=status]")).to_have_text("No results for “Hezbolah”. Did you mean Hezbollah?")
    expect(page.locator(RESULTS)).to_have_count(0)

    search(page, address, "ceasfire")
    expect(page.locator(".bb-search-none a").first).to_have_text("Ceasefires")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.locator(".bb-search-none").bounding_box()["y"] < page.locator(RESULTS).first.bounding_box()["y"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("secuirty council", "United Nations Security Council"),
        ("united natons", "United Nations"),
        ("Antonio Gutteres", "António Guterres"),
    ],
)
def test_a_name_of_two_words_is_guessed_though_one_of_them_is_right(
    page: Page, address: str, typed: str, meant: str
) -> None:
    page.goto(f"{address}search/?q={typed}")

    expect(page.locator(".bb-search-none a").first).to_have_text(meant)
    assert "1 result for" not in page.locator(STATUS).inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("S/RES/2735 (2024)", "resolution-2735-three-phase-ceasefire"),
        ("S/RES/2735", "resolution-2735-three-phase-ceasefire"),
        ("ILS 2023/12", "guyana-venezuela-icj-order-argyle-declaration"),
        ("AS 2023/12b", "resolution-2717-disengagement-of-monusco"),
    ],
)
def test_a_brief_is_found_by_its_number_and_by_the_symbol_of_a_document(
    page: Page, address: str, typed: str, found: str
) -> None:
    search(page, address, typed)

    expect(page.locator(RESULTS).first).to_have_attribute("href", re.compile(found))
    assert number(page) < 5, "the year alone is not what was asked"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("the IDF", "Israel Defense Forces"), ("the United Nations", "United Nations"), ("The Hezbollah", "Hezbollah")],
)
def test_a_name_may_follow_an_article(page: Page, address: str, typed: str, name: str) -> None:
    """The name itself comes before those that only have the article in the midst of them."""
    page.goto(f"{address}search/?q={typed}")

    expect(page.locator(NAMES).first).to_have_text(name)
    assert "the" not in page.locator(".bb-search-results mark").all_inner_texts(), "the article is not looked for"


@pytest.mark.parametrize("typed", ["Lodz", "Łódź", "łodz"])
def test_a_name_is_found_without_the_letters_that_a_keyboard_lacks(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={typed}")

    expect(page.locator(NAMES).first).to_have_text("Łódź")


@pytest.mark.parametrize(
    "typed",
    [
        "$3.2bn",
        "3.2bn",
        "“$3.2bn for R&D”",
        "+pledged",
        "R&D",
        '"Donors pledged',
        "Donors pledged”",
        "中华人民共和国外交部发言人",
    ],
)
def test_signs_within_words_and_a_mark_left_open_hide_nothing(page: Page, address: str, typed: str) -> None:
    search(page, address, typed)

    expect(page.locator(RESULTS).first).to_have_text("Aid that was promised")


@pytest.mark.parametrize("typed", ["XQZ", "IDX", "Pentathlon"])
def test_what_no_text_has_is_not_found_by_its_first_letters(page: Page, address: str, typed: str) -> None:
    page.goto(f"{address}search/?q={typed}")

    expect(page.locator(STATUS)).to_contain_text(f"No results for “{typed}”")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_more_that_is_asked_for_twice_comes_once(page: Page, address: str) -> None:
    search(page, address, "ceasefire")
    expect(page.locator(RESULTS).nth(7)).to_be_visible()
    before = page.locator(RESULTS).count()
    page.evaluate("""() => {
      const more = document.querySelector(".bb-search-more");
      more.click();
      more.click();
    }""")
    expect(page.locator(RESULTS)).not_to_have_count(before)
    page.wait_for_timeout(500)
    shown = [str(each.get_attribute("href")) for each in page.locator(RESULTS).all()]

    assert len(shown) == len({*shown})


def test_a_link_to_a_place_in_the_same_page_closes_the_dialog(page: Page, address: str) -> None:
    page.goto(f"{address}{BRIEF}")
    page.keyboard.press("/")
    page.fill("dialog input", "Ankara Declaration Somalia Ethiopia access to the sea")
    place = page.locator(f"dialog .bb-search-results a[href*='{BRIEF}']").first
    expect(place).to_be_visible()
    place.evaluate("link => { link.hash = '#content'; link.click(); }")

    expect(page.locator("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    "word", ["ceasefires", "negotiated", "agreements", "Israeli", "resolutions", "withdrawing", "parties"]
)
def test_another_ending_is_no_misspelling(page: Page, address: str, word: str) -> None:
    search(page, address, word)
    expect(page.locator(RESULTS).first).to_be_visible()
    page.wait_for_timeout(300)

    assert not page.locator(".bb-search-none").is_visible()
    assert "Did you mean" not in page.locator(STATUS).inner_text()


@pytest.mark.parametrize("typed", ["“{}”", "„{}“", "«\u00a0{}\u00a0»", "«{}»"])
def test_the_quotation_marks_of_phones_and_of_other_languages_count(page: Page, address: str, typed: str) -> None:
    search(page, address, '"hostilities of cessation"')
    expect(page.locator(STATUS)).to_contain_text("No results")
    search(page, address, typed.format("hostilities of cessation"))
    expect(page.locator(STATUS)).to_contain_text("No results for “" + typed[0])
    expect(page.get_by_role("button", name="Search without quotation marks")).to_be_visible()


@pytest.mark.parametrize("typed", ["Israel's", "Israel’s", "Hezbollah’s"])
def test_a_name_may_own_something(page: Page, address: str, typed: str) -> None:
    search(page, address, typed)
    expect(page.locator(NAMES).first).to_have_text(re.split("['’]", typed)[0])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("q=gaza&section=__proto__&sort=evil&q=israel", "17 results for “gaza”"),
        ("q=gaza&section=constructor&actor=hasownproperty", "No results for “gaza”"),
        ("q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&kind=%22%3E%3Cscript%3E", "for “<img src=x onerror=alert(1)>”"),
        ("q=%ZZ", "No results for “%ZZ”"),
        ("q=" + "x" * 3000, "No results for “xxx"),
        ("year=1&year=9999", "No results"),
    ],
)
def test_an_address_can_ask_anything(page: Page, address: str, asked: str, says: str) -> None:
    page.goto(f"{address}search/?{asked}")
    expect(page.locator(STATUS)).to_contain_text(says)

    assert page.locator(".bb-search img, .bb-search script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1350


def test_without_a_line_names_and_lists_are_left_and_a_later_search_works(browser: Browser, built: Path) -> None:
    with served(built) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}sub/search/")
        context.set_offline(True)
        page.fill("#bb-search-words", "ceasefire")
        expect(page.locator(STATUS)).to_contain_text("Search is not to be had just now")
        expect(page.locator(".bb-search-browse a").first).to_be_visible()
        context.set_offline(False)
        page.fill("#bb-search-words", "ceasefires")
        expect(page.locator(RESULTS).first).to_be_visible()
        context.close()


def test_a_line_that_breaks_between_two_searches_is_told_and_the_same_search_works_later(
    browser: Browser, built: Path
) -> None:
    """Pagefind keeps what it could not load as an empty file, and finds nothing in it."""
    with served(built) as address:
        context = browser.new_context()
        page = context.new_page()
        search(page, f"{address}sub/", "ceasefire")
        page.wait_for_timeout(800)
        context.set_offline(True)
        page.fill("#bb-search-words", "withdrawal")
        expect(page.locator(STATUS)).to_contain_text("Search is not to be had just now")
        page.select_option("#bb-search-sort", "newest", force=True)
        context.set_offline(False)
        page.fill("#bb-search-words", "withdrawal ")
        expect(page.locator(RESULTS).first).to_be_visible()
        context.close()


@pytest.mark.parametrize("status", [503, 200])
@pytest.mark.parametrize("lost", ["*.pf_index", "*.pf_meta", "*.pf_fragment", "*.pf_filter", "wasm.*"])
def test_a_file_that_does_not_come_is_told_as_that_and_asked_for_again(
    browser: Browser, address: str, lost: str, status: int
) -> None:
    """All else comes, so that nothing but Pagefind can know: it takes such a file for one that holds nothing, and waits for
    its program for ever. With status 200 there is a page instead, as where a network asks to be logged in to."""
    context = browser.new_context()
    page = context.new_page()
    context.route(f"**/{lost}", lambda route: route.fulfill(status=status, body="<!doctype html>busy"))
    page.goto(f"{address}search/?q=withdrawal&section=african-studies")
    expect(page.locator(STATUS)).to_contain_text("Search is not to be had just now")
    context.unroute(f"**/{lost}")
    page.fill("#bb-search-words", "withdrawal ")

    expect(page.locator(STATUS)).to_contain_text(re.compile(r"^\d+ results? for “withdrawal”$"))
    expect(page.locator(RESULTS).first).to_be_visible()
    context.close()


def test_names_that_do_not_come_are_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.route("**/search/names/*", lambda route: route.fulfill(status=503, body="busy"))
    page.goto(f"{address}search/?q=hezbollah")
    expect(page.locator(STATUS)).to_contain_text("Names are not to be had just now")
    context.unroute("**/search/names/*")
    page.fill("#bb-search-words", "hezbollah ")

    expect(page.locator(NAMES).first).to_have_text("Hezbollah")
    expect(page.locator(STATUS)).not_to_contain_text("not to be had")
    context.close()


def test_on_a_slow_line_the_last_word_typed_is_what_is_shown(page: Page, address: str) -> None:
    slow = {"offline": False, "latency": 250, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.goto(f"{address}search/")
    for word in ("ceasefire", "israel", "sudan"):
        page.locator("#bb-search-words").fill(word)
        page.wait_for_timeout(150)
    expect(page.locator(STATUS)).to_contain_text("“sudan”")
    page.wait_for_timeout(1500)

    assert "“sudan”" in page.locator(STATUS).inner_text()
    assert page.locator(NAMES).first.inner_text() == "Sudan"


def test_the_keyboard_goes_through_the_results_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}{BRIEF}")
    page.keyboard.press("/")
    page.keyboard.type("ethiopia")
    expect(page.locator(f"dialog {RESULTS}").first).to_be_visible()
    expect(page.locator(f"dialog {NAMES}").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"dialog {NAMES}").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("dialog #bb-search-words")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Search"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/actors/ethiopia/|/topics/"))


def test_what_was_found_is_announced(page: Page, address: str) -> None:
    """Once, when the reader pauses, with the names: each key would cut off what the last one had said."""
    page.goto(f"{address}search/")
    page.evaluate("""() => {
      window.heard = [];
      const watch = new MutationObserver(([{ target }]) => window.heard.push(target.textContent));
      watch.observe(document.querySelector(".bb-search [role=status]"), { childList: true });
    }""")
    page.locator("#bb-search-words").press_sequentially("ceasefire", delay=120)
    expect(page.locator(STATUS)).to_contain_text(re.compile(r"^\d+ results? for “ceasefire”$"))
    expect(page.locator(".bb-search [role=status]")).not_to_be_empty()
    page.wait_for_timeout(600)

    assert [f"1 name. {page.locator(STATUS).inner_text()}"] == page.evaluate("window.heard")


@pytest.mark.battery("A5", "A12")
def test_a_title_that_looks_like_html_is_text(page: Page, both: str) -> None:
    search(page, both, "Zyxwia")
    expect(page.locator(RESULTS).first).to_have_text(HOSTILE)

    assert page.locator(".bb-search img, .bb-search script, .bb-search b").count() == 0
    assert {"MARK", "LI", "A", "P", "TIME", "SPAN", "H3", "UL"} >= set(
        page.evaluate("[...document.querySelectorAll('.bb-search-results ol *')].map(each => each.tagName)")
    )
    assert "<img src=x onerror=alert(1)>" in page.locator(".bb-search-excerpt").first.inner_text()
    assert page.title().startswith("Search")


def test_it_fits_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    search(page, address, "israel")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".bb-search-facets > summary").click()
    page.locator(".bb-facet[data-facet=section] > summary").click()
    page.locator(".bb-facet[data-facet=section] input").first.check()
    expect(page.locator(".bb-search-chosen button")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{address}{BRIEF}")
    page.click(".bb-search-link")
    page.locator("dialog #bb-search-words").fill("israel")
    expect(page.locator(f"dialog {RESULTS}").first).to_be_visible()
    assert page.evaluate("document.querySelector('dialog').scrollWidth") <= 360


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/")

    assert page.locator(".bb-search-scriptless").is_visible()
    assert not page.locator(".bb-search-form").is_visible()
    assert page.get_by_role("link", name="Actors from A to Z").is_visible()
    page.goto(f"{address}{BRIEF}")
    assert page.locator(".bb-search-link").get_attribute("href") == "../../../search/"
    context.close()


def test_a_sentence_is_found_in_one_place(page: Page, address: str) -> None:
    search(
        page, address, '"a timetable for technical talks and places any Ethiopian access under Somali sovereign authority"'
    )

    assert 1 == number(page)


def test_the_index_of_actors_is_narrowed_by_the_same_names(page: Page, address: str) -> None:
    page.goto(f"{address}actors/")
    page.fill("#bb-find", "hizb")
    expect(page.locator(".bb-find + .bb-index a, .bb-index a").first).to_have_text("Hezbollah")
    page.goto(f"{address}actors/kind/person/")
    page.fill("#bb-find", "hizb")
    expect(page.locator(".bb-found")).to_have_text("0 actors")


def test_a_broken_index_is_told_and_the_lists_offered(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{address}search/?q=israel")

    expect(page.locator(STATUS)).to_contain_text("not to be had")
    expect(page.get_by_role("link", name="Actors from A to Z")).to_be_visible()
    context.close()


def number(page: Page) -> int:
    """The number of results that the page tells."""
    return int(page.locator(STATUS).inner_text().split()[0].replace(",", ""))


def days(page: Page) -> list[str]:
    """The days of the results, as they stand."""
    return [str(each.get_attribute("datetime")) for each in page.locator(".bb-search-results time").all()]
