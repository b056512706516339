"""`check --privacy`: each trace that a file can have of a person, of a machine, of a copy; and nothing where there is none."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from i18n.cli import main
from i18n.privacy import look
from i18n.privacy.signs import Who

from . import sampler

WHO = Who(("zqxhost", "Zqx Zqxov", "zqx@zqx.example"))
PO = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n{}\nmsgid "a"\nmsgstr "б"\n'
PAGE = '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">{}</html>'
MIDNIGHT = (2025, 12, 8, 0, 0, 0)


def archive(*members, date=MIDNIGHT, extra=b"", comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = comment
        for name, text in members:
            info = zipfile.ZipInfo(name, date)
            info.extra = extra
            made.writestr(info, text)
    return out.getvalue()


def png(*chunks):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*one) for one in chunks) + body


def pdf(text="", **fields):
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.metadata = None
    if fields:
        writer.add_metadata({f"/{name}": value for name, value in fields.items()})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


TRACES = {
    "a user in a text": ("a.md", "Written by Zqx Zqxov."),
    "a host in a file of any kind": ("a.bin", b"\0\1zqxhost\0"),
    "a name in UTF-16": ("a.bin", "zqxhost".encode("utf-16-le")),
    "a home folder": ("a.html", PAGE.format("/home/anna/essay.md")),
    "a folder of a Mac": ("a.md", "see /Users/anna/Desktop/essay.md"),
    "a folder of Windows": ("a.md", "see C:\\Users\\anna\\essay.md"),
    "a share": ("a.md", "see \\\\server\\share\\essay.md"),
    "a file address": ("a.html", PAGE.format('<a href="file:///srv/essay.md">')),
    "a generator": ("a.html", PAGE.format('<meta name="generator" content="x">')),
    "a time of day": ("a.xml", "<updated>2025-12-08T17:04:11+03:00</updated>"),
    "a random identifier": ("a.opf", "urn:uuid:9f1b6a52-7e0c-4d0e-9a57-1f5f1a0a1b2c"),
    "an identifier of a clock and a card": ("a.opf", "urn:uuid:9f1b6a52-7e0c-1d0e-9a57-1f5f1a0a1b2c"),
    "a remote picture": ("a.html", PAGE.format('<img alt="" src="https://x.example/p.gif">')),
    "a picture of any scheme": ("a.html", PAGE.format("<img src=//x.example/p.gif>")),
    "a remote style sheet": ("a.html", PAGE.format('<link rel="stylesheet" href="https://x.example/a.css">')),
    "a connection made beforehand": ("a.html", PAGE.format('<link rel="preconnect" href="https://x.example">')),
    "a remote font": ("a.css", "@font-face { src: url(https://x.example/a.woff2) }"),
    "an imported style": ("a.css", '@import "//x.example/a.css";'),
    "a script": ("a.html", PAGE.format("<script>x()</script>")),
    "a refresh": ("a.html", PAGE.format('<meta http-equiv="refresh" content="0;url=https://x.example">')),
    "a ping": ("a.html", PAGE.format('<a href="#a" ping="https://x.example/">a</a>')),
    "no policy": ("a.html", "<!DOCTYPE html><html></html>"),
    "a zero-width fingerprint": ("a.md", "Деревья рас\u200bтут."),
    "a tag character": ("a.md", "Trees\U000e0041 grow."),
    "a word in two alphabets": ("a.md", "Деpевья растут."),
    "a translator in a header": ("a.po", PO.format('"Last-Translator: Anna <anna@mail.example>\\n"')),
    "a program in a header": ("a.po", PO.format('"X-Generator: Poedit 3.5\\n"')),
    "a time in a header": ("a.po", PO.format('"PO-Revision-Date: 2026-01-02 17:04+0300\\n"')),
    "an address in a comment": ("a.po", PO.format("\n# anna@mail.example: why?")),
    "a broken catalog": ("a.po", 'msgid "a'),
    "a local time in an archive": ("a.epub", archive(("a.txt", "a"), date=(2025, 12, 8, 17, 4, 10))),
    "an owner in an archive": ("a.epub", archive(("a.txt", "a"), extra=struct.pack("<HHBBI", 0x7875, 6, 1, 4, 1000))),
    "a comment in an archive": ("a.epub", archive(("a.txt", "a"), comment=b"by Anna")),
    "a page in an archive": ("a.epub", archive(("a.xhtml", '<img src="https://x.example/"/>'))),
    "an archive in an archive": ("a.zip", archive(("a.epub", archive(("a.txt", "Zqx Zqxov"))))),
    "a broken archive": ("a.epub", b"PK\3\4"),
    "an author in a document": ("a.docx", archive(("docProps/core.xml", "<dc:creator>Anna</dc:creator>"))),
    "who saved a document": ("a.docx", archive(("docProps/core.xml", "<cp:lastModifiedBy>A</cp:lastModifiedBy>"))),
    "a company in a document": ("a.docx", archive(("docProps/app.xml", "<Company>A</Company>"))),
    "a commentator in a document": ("a.docx", archive(("word/comments.xml", '<w:comment w:author="Anna"/>'))),
    "revisions in a document": ("a.docx", archive(("word/document.xml", '<w:p w:rsidR="00A1"/>'))),
    "Exif in a picture": ("a.jpg", b"\xff\xd8\xff\xe1\0\x10Exif\0\0"),
    "a text in a picture": ("a.png", png((b"tEXt", b"Author\0Anna"))),
    "a program in a PDF": ("a.pdf", pdf(Producer="Word")),
    "a user in a PDF": ("a.pdf", pdf(Author="Zqx Zqxov")),
    "a local time in a PDF": ("a.pdf", pdf(CreationDate="D:20251208170411+03'00'")),
    "Exif in a WebP": ("a.webp", b"RIFF\x20\0\0\0WEBPEXIF\4\0\0\0II*\0"),
    "the camera in a TIFF": ("a.tif", b"II*\0\x08\0\0\0\1\0\x0f\1\2\0\6\0\0\0\x1a\0\0\0"),
    "a comment in a GIF": ("a.gif", b"GIF89a\1\0\1\0\0\0\0\x21\xfe\7by Anna\0;"),
    "a comment in a JPEG": ("a.jpg", b"\xff\xd8\xff\xe0\0\4aa\xff\xfe\0\x09by Anna\xff\xda"),
    "a comment in a page": ("a.html", PAGE.format("<!-- saved on my machine -->")),
    "a remote picture among several": ("a.html", PAGE.format('<img srcset="a.png 1x, https://x.example/p 2x">')),
    "a joiner beside a space": ("a.md", "سلام \u200cدنیا"),
    "a space of another width": ("a.md", "One\u2005two."),
    "a variation of a letter": ("a.md", "One\ufe00 two."),
    "a space at the end of a line": ("a.md", "One. \nTwo."),
    "a tab at the end of a line": ("a.txt", "One.\t\nTwo."),
    "an accent apart from its letter": ("a.md", "Café, cafe\u0301."),
    "a Greek letter in a Latin word": ("a.md", "Αlpha is one."),
    "a Cyrillic word in disguise": ("a.md", "The соре of it."),
    "a broken PDF": ("a.pdf", b"%PDF-1.7\n"),
}
CLEAN = {
    "a page": ("a.html", PAGE.format('<a href="https://x.example/home/page">/home is a folder</a>')),
    "its other languages": ("a.html", PAGE.format('<link rel="alternate" href="https://x.example/ru/">')),
    "a text": ("a.md", "Written at /, in and/or out. At 17:04, 2025-12-08. Ratio 1/2. IT-отдел, COVID-19."),
    "Persian joiners": ("a.md", "می\u200cروند"),
    "an emoji": ("a.md", "👩\u200d🚀"),
    "a mark at the start": ("a.txt", "\ufeffText"),
    "a catalog": ("a.po", PO.format('"PO-Revision-Date: 2026-01-02 00:00+0000\\n"')),
    "a day": ("a.opf", "<meta>2025-12-08T00:00:00Z</meta> urn:uuid:9f1b6a52-7e0c-5d0e-9a57-1f5f1a0a1b2c"),
    "an archive": ("a.epub", archive(("a.txt", "a"), ("b.xhtml", "<p>b</p>"))),
    "a picture": ("a.png", png()),
    "a line break of Markdown": ("a.md", "One  \nTwo."),
    "an accented word": ("a.md", "Café, naïve, й, a\u0328\u0301."),
    "an emoji in colour": ("a.md", "One ☀\ufe0f, 葛\U000e0100."),
    "a Russian word of such letters": ("a.md", "А хор — это хор. The core."),
    "Greek letters": ("a.md", "The letter α, αλφα, 5 µm and 3 kΩ."),
    "a PDF": ("a.pdf", pdf(Title="Trees", Author="A. Writer", CreationDate="D:20251208000000Z")),
}


def seen(name, data):
    return [finding.message for finding in look(name, data.encode() if isinstance(data, str) else data, WHO)]


@pytest.mark.parametrize("trace", TRACES)
def test_a_trace_is_found(trace):
    assert seen(*TRACES[trace])


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_is_found_where_nothing_is(name):
    data = CLEAN[name][1]
    if name == "a PDF":  # what wrote it here leaves its name
        assert [text for text in seen(CLEAN[name][0], data) if "pypdf" not in text] == []
    else:
        assert seen(CLEAN[name][0], data) == []


def test_the_command_names_file_and_line_and_what_to_do(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("One.\n\nsee /home/anna/x\n")
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "check", "--privacy", "in"])
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "a.md:3: warning: a path of somebody's machine: /home/anna/x [privacy]"
    assert done.output.splitlines()[-1] == "1 finding in 1 file"


def test_the_command_gives_data_and_is_content_with_clean_files(tmp_path):
    (tmp_path / "a.md").write_text("One.\n")
    done = CliRunner().invoke(main, ["check", "--json", "--privacy", str(tmp_path)])
    assert (done.exit_code, json.loads(done.output)) == (0, {"files": 1, "findings": []})


def test_a_path_that_is_not_there_is_said():
    done = CliRunner().invoke(main, ["check", "--privacy", "nowhere"])
    assert done.exit_code == 2 and "nowhere" in done.output


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.md").write_text("/home/anna/x")
    (tmp_path / "in/a.md").symlink_to(tmp_path / "secret.md")
    done = CliRunner().invoke(main, ["check", "--privacy", str(tmp_path / "in")])
    assert done.exit_code == 1 and "a link" in done.output and "anna" not in done.output


@pytest.mark.full
def test_no_edition_of_ours_raises_a_false_alarm(tmp_path):
    """Every format of the essay and the sampler in all their languages, the joiners of Persian among them."""
    (tmp_path / "essay").mkdir()
    sample = sampler.project(tmp_path / "sampler")
    sampler.change(sample)
    for root in (sampler.essay(tmp_path / "essay"), sample):
        sampler.run(root, "build")
        assert json.loads(sampler.run(root, "check", "--json", "--privacy", "editions"))["findings"] == []


def test_what_the_project_publishes_tells_nothing():
    root = Path(__file__).parent.parent
    for folder in ("locales", "source", "i18n/editions/furniture"):
        done = CliRunner().invoke(main, ["-C", str(root), "check", "--privacy", folder])
        assert done.exit_code == 0, done.output
