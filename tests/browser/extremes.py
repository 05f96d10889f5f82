"""The content of a site at its extremes: what archives bring that no author of a sample would think of."""

from __future__ import annotations

import struct
import zlib

LONG = (
    "Committee of the Associations of Harbour Pilots, Tugmasters and Mooring Hands "
    "of the Northern and of the Eastern Coasts."
)
"""A name of 120 characters."""
TITLE = (
    "What the harbour authority, the dockers' union, the shipowners and three ministries said on the first, the second "
    "and the third day of the strike, and what none of them has said since then"
)
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "المجلس الأعلى للموانئ (HPC) والملاحة"

_FULL = f"""---
title: {TITLE}
date: 2024-06-01
section: harbours
authors: [night-desk]
summary: {UNBROKEN} and others sign.
topics: [shipping]
actors: [{", ".join(f"actor-{number}" for number in range(60))}, long-name, arabic]
key_points: [{UNBROKEN} pays.]
changes:
  - {{date: 2024-06-02, note: The number of ships was wrong., kind: correction}}
sources:
  - id: one
    title: {UNBROKEN} https://example.org/{"a" * 120}
    url: https://example.org/{"b" * 160}
    archived: https://web.archive.org/web/2024/https://example.org/{"b" * 160}
---

The {LONG} met the {ARABIC} in June.[^one] A note stands below.[^own]

## A table

| Harbour | Ships | Tons | Berths | Cranes | Pilots | Tugs | Since |
|---|--:|--:|--:|--:|--:|--:|---|
| {UNBROKEN} | 1 | 2 | 3 | 4 | 5 | 6 | 1901 |

## Code

```
{"x = " + "y" * 200}
```

## A picture

![A harbour](full/harbour.png "The harbour, as drawn in 1901.")

> {UNBROKEN}

[^own]: Our own note.
"""

_CARELESS = r"""---
title: "A <b>title</b> & “signs” that's odd"
date: 2024-07-01
section: harbours
authors: [night-desk]
summary: "All that a text may hold & <i>what</i> its author forgot."
topics: [shipping, trade]
actors: [ada-quay, arland]
number: "12/2024"
doi: 10.1234/abcd.5
confidence: moderate
information_cutoff: 2024-06-30T18:00Z
key_points: ["One <em>point</em> & another.", Two.]
changes:
  - {date: 2024-07-04, note: A paragraph was added., kind: major}
sources:
  - {id: a, title: A, publisher: P & Co, url: "https://example.org/a?x=1&y=2", date: 2024-01-01, accessed: 2024-02-01}
  - {id: b, title: B}
  - {title: An odd address, url: 'https://example.org/a|b?c[]=1&d={x}^y`z\w%zz#a#b'}
  - {title: One of another script, url: 'https://münchen.example/straße?q=ü'}
---

#### It begins too deep

A text with *emphasis*, `code`, <https://example.org/x|y>, some marks [^a] and [^a] and [^b] and [^note] twice.[^note]

## Repeated

###### Straight to the sixth

## Repeated

##

## ![](careless/drawn.png)

## `Code`, *emphasis* & "signs" with [a link](https://example.org/)

## 中文

## العربية

## !!!

# A second title

[](https://example.org/) [odd](<https://example.org/a b>) [mail](mailto:x@example.org?subject=A b)

![](careless/drawn.png)

![As wide as half](careless/drawn.png){ width="50%" }

![Small](careless/drawn.png "A caption with *stars* & signs"){ width=100 }

[![](careless/drawn.png)](https://example.org/)

1. One

    1. In one

        A paragraph in it.

Term
:   A definition.
:   Another.

> A quotation
>
> > in which there is one
>
> - and a list

| | In the middle | |
|:---|:---:|---:|
| `c|d` | **e** | 2 |

    code by its indent

- [ ] to do
- [x] done

---

[^note]: A note with `code`.

    And a second paragraph.
"""

_LEFTWARD = f"""---
title: إعلان أنقرة بين إثيوبيا والصومال
date: 2024-07-02
section: harbours
authors: [night-desk]
lang: ar
summary: اتفق البلدان على محادثات تقنية برعاية تركيا.
topics: [shipping]
actors: [arabic, ada-quay]
key_points: [النقطة الأولى., النقطة الثانية (2024).]
information_cutoff: 2024-06-30T18:00Z
sources:
  - {{id: s, title: وكالة الأنباء, publisher: سونا, url: "https://example.org/ar"}}
---

{"اتفق البلدان في أنقرة على محادثات تقنية برعاية تركيا بعد شهور من الخلاف على منفذ إلى البحر. " * 12}[^s] وقال Ada Quay.

## الخلفية

- نقطة أولى
- نقطة ثانية

> اقتباس من البيان.

| المرفأ | السفن |
|---|--:|
| عدن | 12 |
"""

_PARAGRAPH = "Les parties ont signé lundi le texte du médiateur, et aucune n'a dit ce qu'elle cède en retour. " * 5
_CAPTION = "La ligne de front le 1er mars 2024. Source : notre dessin, d'après les déclarations des deux parties."

_PORTRAIT = f"""---
title: Le port, vu de trois bureaux
date: 2024-07-03
section: harbours
authors: [guehenno, ashton, gomati]
lang: fr
summary: Les pilotes et l'autorité du port se sont parlé.
topics: [shipping]
actors: [ada-quay, port-authority]
key_points: [Un point., Un autre.]
sources:
  - {{id: agence, title: Une agence, publisher: Agence, url: "https://example.org/fr", date: 2024-06-30}}
---

{_PARAGRAPH}

## La carte

![Une carte](portrait/map.png "{_CAPTION}")

{_PARAGRAPH}[^agence]

## La longue carte

![Une carte](portrait/long.png "{_CAPTION}")

{_PARAGRAPH}[^note] Et encore.[^note] Et une autre.[^other]

## La colonne

![Une colonne](portrait/column.png "{_CAPTION}")

{_PARAGRAPH}

[^note]: Une note de la rédaction.
[^other]: Une autre note.
"""
"""Pictures of 3:4, 2:3 and 1:4 in a French brief of three authors, the newest, so that it leads the home page."""

TEXTS = {
    "briefs/2024/portrait.md": _PORTRAIT,
    "authors/guehenno.md": "---\nname: Jean-Marie Guéhenno\n---\n",
    "authors/ashton.md": "---\nname: Catherine Ashton\n---\n",
    "authors/gomati.md": "---\nname: Anas El Gomati\nfamily: El Gomati\n---\n",
    "briefs/2024/full.md": _FULL,
    "briefs/2024/careless.md": _CARELESS,
    "briefs/2024/leftward.md": _LEFTWARD,
    "actors/long-name.md": f"---\nname: {LONG}\nkind: organisation\n---\n",
    "actors/arabic.md": f"---\nname: {ARABIC}\nkind: government-body\nsummary: {ARABIC}\n---\n",
    "actors/nobody.md": "---\nname: Nobody in Particular\nkind: person\nredirect_from: [no-one]\n---\n",
    "topics/silence.md": "---\ntitle: Silence\n---\n",
    "topics/index.md": "# Subjects\n\n### What they are\n\nWords.\n",
    "sections/empty.md": "---\ntitle: Department of What Is to Come\n---\n",
    **{
        f"actors/actor-{number}.md": f"---\nname: Actor Number {number}\nkind: {kind}\n---\n"
        for number, kind in enumerate(["person", "company"] * 30)
    },
}
"""The texts that are put beside those of the example site, by docs path."""


def picture(width: int, height: int) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x99" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURES = {
    "briefs/2024/full/harbour.png": picture(2000, 500),
    "briefs/2024/careless/drawn.png": picture(400, 300),
    "briefs/2024/portrait/map.png": picture(900, 1200),
    "briefs/2024/portrait/long.png": picture(900, 1350),
    "briefs/2024/portrait/column.png": picture(300, 1200),
}
