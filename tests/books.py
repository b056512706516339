"""Documents with every kind of block, made for the tests of books, and books opened again."""

import io
import zipfile
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from i18n import formats
from i18n.editions.assemble import assemble, original
from i18n.editions.policy import Policy
from i18n.editions.shelf import shelve
from i18n.editions.writers import epub
from i18n.model import Catalog, Credits, Entry, State

KITCHEN = """---
title: "Kitchen & <sink>"
subtitle: Every kind of block
author: Ann O’Nym
date: 2025-12-08
description: What it "says".
lang: en
---

Before the first heading, with [a link](#chapter-one), [deep](#third-level), [dead](#nowhere), <https://e.org/a?b=c&d=e#f>.

# Part one

## Chapter one

Text[^1] with *emphasis*, **strong**, ~~gone~~, `code <b>`, a hard\\
break, ![an image](https://example.org/p.png "tip"), ![local](pics/x.png), [relative](other.md), [mail](mailto:a@b.org),
[port](http://exa_mple.org:99999/x), [address](http://[::1]/), [percent](https://example.org/%zz|x), end.

### Third level

- one
  - two
    - three

      para[^2]

1. a
2. b

7) seven

##### Skipped level

> quote
>
> > inner
> > - list

```python
if a < b && c:
    print("]]>")
```

| a | b | c |
|:--|:-:|--:|
| 1 | 2 | 3 |
| *x* | `y` | [z](#part-one) |

Term
: Definition one

: Definition two

---

## Chapter two

Again[^1] and unknown[^9].

### Третий уровень

### Third level

[cyrillic](#третий-уровень) [second](#third-level-2)

# Part two

Only text.

## With *emphasis* and note[^3]

End.

[^1]: Note one with [back](#chapter-two).

[^2]: Note two

    - with a list

    and more

[^3]: Three.

[^4]: Nobody refers to this.
"""

RAW = """# Raw

<ul><p>o</p>loose</ul>

<li>li outside</li>

<div><dl><dd>only dd</dd></dl><dl><dt>t</dt></dl><dl><dt>a</dt><dd>b</dd></dl></div>

<table><caption>Cap <p>para</p></caption><tr><td colspan="0">x<td rowspan="-1">y<th scope="foo"><h2>h in th</h2></th></table>

<table><tr><td>q</td></tr>text<thead><tr><td>late</td></tr></thead></table>

<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby> <ruby>only</ruby> <ruby><rt>x</rt></ruby> <ruby>a<rp>(</rp><rt>b</rt></ruby>

<bdo>x</bdo> <bdo dir="rtl">abc</bdo> <time>d</time> <time datetime="2020-01-01">d</time> <time datetime="yesterday">e</time>

<span><p>p in span</p><table><tr><td>cell</td></tr></table><h3>h in span</h3></span>

<a href="https://a.org"><div>div in a</div></a> <a id="x y">a</a> <a id="dup">1</a> <b id="dup">2</b> <i id="1st">3</i> <i id="a:b">4</i>

<a href="#dup">l1</a> <a href="#1st">l2</a> <a href="#a:b">l3</a> <a href="#x%20y">l5</a>

<p lang="foo bar" dir="up" role="banner" title="a&quot;b">attrs</p><p lang="tlh">tlh</p><p lang="qqqq">x</p>

<details>no summary</details><details open><summary>S <p>p</p></summary>body<details><summary>inner</summary>x</details></details>

<figure>f<figcaption>one</figcaption>g<figcaption>two</figcaption></figure><figure>f<figcaption>one</figcaption></figure>

<dfn>a <dfn>b</dfn></dfn> <q>quote</q> <abbr title="x">y</abbr> <kbd>k</kbd><small>s</small><mark>m</mark><ins>i</ins><sub>1</sub><wbr>

<ol start="x"><li value="y">1</li></ol><ol start="3"><li value="5">1</li></ol><ul><li value="5">1</li></ul>

<section><h2>in section</h2><p>x</p></section>

<h2 id="note-1">steals</h2>

<pre>pre <div>div in pre</div>
 x</pre>

<hr><p>a<hr>b</p><span><hr></span>

text[^1]

[^1]: note <a id="x">x</a>
"""

OPS = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def edition(source, texts=None, lang="ru", path="x.md", **changes):
    """An edition of a source; ``texts`` are its translations in order, or one function of each original."""
    form = formats.of(path)
    document = form.read(path, source.encode())
    if texts is None:
        return replace(original(document, "en"), **changes)
    slots = document.slots
    said = [texts(slot.segment.source) for slot in slots] if callable(texts) else texts
    entries = {slot.segment.key: Entry(slot.segment.key, text) for slot, text in zip(slots, said, strict=True)}
    catalog = Catalog(lang, MappingProxyType({}), tuple(entries.values()))
    made = assemble(document, catalog, form, lang, "en", Policy(State.TRANSLATED))
    return replace(made, **{"credits": Credits(("Анна & Co",), ("Bo",)), **changes})


def written(found):
    return epub.write(found, shelve("x", [found]))


def both(found):
    return epub.write_bilingual(found, shelve("x", [found]))


def opened(data):
    """The files of a book by their names; XML as trees."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    return {
        name.removeprefix("EPUB/"): etree.fromstring(inside) if name.endswith(("html", "xml", "opf", "ncx")) else inside
        for name, inside in files.items()
    }


def pages(files):
    return {name: tree for name, tree in files.items() if name.endswith(".xhtml")}


def words(element):
    return " ".join("".join(element.itertext()).split())


def kind(element):
    return element.get(f"{OPS}type")
