"""Prose of many kinds and scripts is neither refused nor warned of: each piece by itself, as an analyst would write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbook.build import collect
from briefbook.signs import signs
from conftest import SETTINGS, Texts

BRIEF = (
    "---\ntitle: Fog\ndate: 2024-01-10\nsection: weather\nauthors: [night-desk]\nsummary: Nothing to be seen.\n"
    "topics: [storms]\n---\n\n{body}\n\nAnd more.\n"
)
PIECES = """\
می\u200cخواهم بگویم که «ایران» در سال ۱۴۰۲، بر اساس گزارش [آژانس](https://example.org/گزارش?id=۱)، ۲۰\u200cدرصد…
====
הכנסת (ה־25) אישרה ב־3.4.2024 את החוק; ראו [כאן](https://example.org/a_(b)_c).
====
قال الوزير: "لا" — ثم أضاف (في ١٢ آذار/مارس ٢٠٢٤): 50% من… [المصدر](https://example.org/%D8%A7%D9%84).
====
عبد الله؛ الـ«ناتو»، ٪٥٠، 5٪، ﷺ، ـــ تطويل
====
Let $x_1 + y_{2} < z^2$ and \\(a < b\\) and \\[ \\sum_{i=1}^n x_i \\] hold:
f(x)=x*y*z, 2*3*4, a_b_c, __init__, 5 > 3 && 2 < 4.
====
$$
\\frac{a}{b} \\leq \\left\\{ x \\mid x < 1 \\right\\}
$$
====
Use `<script>alert(1)</script>` and ``<iframe src="x">`` in a code span, or `[x](javascript:alert(1))`.
====
```html
<script>alert(1)</script>
<a href="javascript:x" onclick="y">z</a> {: .x onclick=1}
```
====
    <script>indented code</script>
    [a](b.md)
====
| Year | Imports (US$ m) | Notes |
|------|---------------:|-------|
| 2020 | 1,234.5 | see [source](https://example.org/x?a=1&b=2#frag) |
| 2021 | −12.3 % | `a|b` \\| c |
====
See https://example.org/path_(x)?q=a,b;c=d&e=%20#top, www.example.org/x and mailto:a@b.org. Also <https://example.org/a(b)c>.
====
[x](https://example.org/[brackets]) [y](https://[2001:db8::1]/x) [z](https://例え.jp/パス) [t](https://example.org/a|b)
====
The price fell < 5 % & rose > 3 %; cf. R&D, AT&T; "<5 cm"; x<y; 3<4>2; I <3 you; <-- arrow; --> ; <= >=
====
In the matter of Smith v. Jones [2024] UKSC 1 at [12]–[14], the Court [sic] held [emphasis added] that it...[^1]

[^1]: See [2020] EWCA Civ 5.
====
* * *

- item

  continuation

      code in list <b>

1. one
2. two
====
Term A
: Definition with `code <x>`

Term B
: Another
====
He said: "It's 5'10\\" tall" -- and left... 'Yes,' she said; “No”, ‘maybe’, «oui», „nein“, 「はい」.
====
C:\\Users\\name\\file.txt and \\\\server\\share and ~/x/*.py and **/*.md and a\\_b and \\*not\\*
====
{: .class } { #id } {toc} (TOC) {{x}} 100% {%
====
<!-- a comment --> Text <!-- inline --> more.

<!--
multi
line <script>
-->
====
Line with trailing spaces\x20\x20
and a <br> and <br/> break, H<sub>2</sub>O, x<sup>2</sup>, <em>x</em>, <strong>y</strong>, &nbsp;&mdash;&copy;&#x27;
====
> Quote with — dash
> — Author, *Title* (2024)

> another
====
## Heading with `code` & "quotes" — and [link](https://example.org/)

### Überschrift mit Ümläuten

#### 1. Numbered: a/b (c) [d]
====
Text with emoji 😀 👍🏽 🇵🇸 👨\u200d👩\u200d👧 ❤️ and math 𝑥² ≤ ∞ ∑ √2 and fractions ½ ⅓ and superscripts ¹²³.
====
A_long_identifier_name and file_name.ext, snake_case*star*_mix_ and intra*word*emphasis
====
1. First
1. Second
   - nested with 3 spaces
     more
2. Third

   para in item

10. ten
====
Footnote[^a] two[^long-name] again[^a].

[^a]: One.
[^long-name]: Two with
    continuation.
====
हिन्दी में **पाठ** और [कड़ी](https://example.org/हिन्दी) — क्ष्\u200d त्र\u200cज्ञ।
====
中文文本，包含“引号”、《书名》和[链接](https://example.org/中文)。**粗体**文字。
====
日本語の文章です。これは、テストです！「引用」と（括弧）。
====
ไทยไม่มีช่องว่างระหว่างคำ และ ภาษา\u200bไทย
====
Русский текст с «кавычками», тире — и ссылкой: [тут](https://пример.рф/путь).
====
Türkçe İstanbul ısı; Việt Nam; Łódź; Ångström; naïve; Ærø; ẞ; ŉ; ĳ; ﬁ
====
<table><tr><td>a</td></tr></table>
====
<table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>
""".rstrip("\n").split("\n====\n")


@pytest.mark.parametrize("number", range(len(PIECES)))
def test_a_piece_of_prose_is_as_it_should_be(number: int, good: Texts) -> None:
    path = "briefs/2024/fog.md"
    problems = collect({**good, path: BRIEF.format(body=PIECES[number])}.items(), SETTINGS)[1]

    assert [] == [(each.rule, each.message) for each in problems if each.path == path]


@pytest.mark.parametrize("piece", ["1) one\n2) two", "{{< youtube x >}}", "{% include x %}", "{{ page.title }}", "[TOC]"])
def test_signs_of_other_programs_are_told_and_refuse_nothing(piece: str, good: Texts) -> None:
    problems = collect({**good, "briefs/2024/fog.md": BRIEF.format(body=f"Words.\n\n{piece}")}.items(), SETTINGS)[1]

    assert [("foreign-sign", "warning")] == [(each.rule, each.severity) for each in problems]


@given(st.text(alphabet="a1é \t"), st.text(alphabet="*_`[]<&!\n-", min_size=1), st.text())
def test_what_stands_together_in_a_text_does_so_among_its_signs(before: str, together: str, after: str) -> None:
    assert signs(f"{before}{together}{after}").startswith(together.encode())
