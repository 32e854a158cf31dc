"""Files that nobody would send on purpose: each ends in a verdict with a remedy, never in an exception."""

import re
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfWriter

from corpus.model import Document
from ingest.child import Limits, read_file
from ingest.read import from_json
from ingest.split import passages
from ingest.verdict import Refused
from tests.conftest import FILES

Write = Callable[[str, str | bytes], Path]
GOOD = FILES / "transition.de.pdf"
VERDICTS = {
    "empty",
    "encrypted",
    "no-pages",
    "no-text",
    "too-large",
    "too-slow",
    "unknown-type",
    "unreadable",
    "wrong-type",
}


def outcome(path: Path, limits: Limits | None = None) -> str | Document:
    """The document, or the verdict's name; any other exception is a failure."""
    try:
        return from_json(read_file(path, limits or Limits()))
    except Refused as refused:
        assert refused.what.endswith(".") and refused.remedy.endswith(".")
        return refused.verdict


def pdf_of(*objects: bytes) -> bytes:
    """A PDF made of objects as they are."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    )


def bomb(pages: int) -> bytes:
    """Pages that all show one stream of two million characters."""
    text = zlib.compress(b"BT /F 9 Tf (Regel 11 und mehr) Tj ET\n" * 60_000)
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    )


@pytest.mark.parametrize(
    ("name", "content", "verdict"),
    [
        ("a.pdf", b"", "empty"),
        ("a.txt", b"", "empty"),
        ("a.pdf", b"<html><body><p>Eine Seite.</p></body></html>", "wrong-type"),
        ("a.html", GOOD.read_bytes(), "wrong-type"),
        ("a.docx", GOOD.read_bytes(), "wrong-type"),
        ("a.docx", b"PK\x03\x04 a word file", "unknown-type"),
        ("a", "Text ohne Endung", "unknown-type"),
        ("a.txt", bytes(range(256)) * 40, "wrong-type"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00", "wrong-type"),
        ("a.txt", " \n\t\n \u00ad", "no-text"),
        ("a.html", "<html><head><title>Leer</title></head><body><script>x</script></body></html>", "no-text"),
        ("a.pdf", b"%PDF-1.7\nnothing of the kind", "unreadable"),
        ("a.pdf", GOOD.read_bytes()[:3000], "unreadable"),
        ("a.pdf", pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"), "no-pages"),
        ("a.pdf", pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"), "unreadable"),
    ],
)
def test_ugly_files(write: Write, name: str, content: str | bytes, verdict: str) -> None:
    assert outcome(write(name, content)) == verdict


def test_a_protected_file_and_one_with_an_empty_password(tmp_path: Path) -> None:
    for name, password, wanted in (("closed", "geheim", "encrypted"), ("open", "", None)):
        writer = PdfWriter(clone_from=GOOD)
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
        writer.write(tmp_path / f"{name}.pdf")
        found = outcome(tmp_path / f"{name}.pdf")
        assert found == wanted if wanted else isinstance(found, Document) and len(found.text) > 10_000


def test_a_scan_has_no_text_and_a_scanned_page_is_noted(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(GOOD) as file:
        file[2].render(scale=0.5).to_pil().convert("RGB").save(tmp_path / "scan.pdf")
    assert outcome(tmp_path / "scan.pdf") == "no-text"
    writer = PdfWriter(clone_from=GOOD)
    writer.append(tmp_path / "scan.pdf")
    writer.write(tmp_path / "both.pdf")
    found = outcome(tmp_path / "both.pdf")
    assert isinstance(found, Document) and found.notes == (
        f"Without text, pictures only: 1 pages ({len(found.pages)}); text recognition (OCR) would help.",
    )


def test_a_file_cut_off_or_changed_anywhere_is_read_or_refused(write: Write) -> None:
    whole = (FILES / "transition.2023-04.de.pdf").read_bytes()
    third = len(whole) // 3
    changed = [
        *(whole[:third], whole[: 2 * third], whole[:-100], whole[third:], whole[:third] + whole[2 * third :]),
        *(whole[:n] + bytes(500) + whole[n + 500 :] for n in range(2000, len(whole), third)),
        whole.replace(b"/Length ", b"/Length 9"),
        whole.replace(b"/Pages", b"/Pagez"),
    ]
    paths = [write(f"{number}.pdf", content) for number, content in enumerate(changed)]
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(outcome, paths):
            assert isinstance(found, Document) or found in VERDICTS


def test_a_small_file_that_would_read_for_an_hour_is_stopped(write: Write) -> None:
    path = write("bomb.pdf", bomb(1_000))
    assert path.stat().st_size < 300_000
    assert outcome(path, Limits(cpu=2, wall=10.0)) == "too-slow"
    assert outcome(write("many.pdf", bomb(3_001))) == "too-large"


def test_too_much_text_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome(write("long.txt", "Ein Wort und noch eins. " * 900_000)) == "too-large"


def test_deeply_nested_pages_are_verdicts(write: Write) -> None:
    assert outcome(write("deep.html", "<div>" * 20_000 + "Text" + "</div>" * 20_000)) in VERDICTS
    found = outcome(write("deep.md", ">" * 5_000 + " Text"))
    assert isinstance(found, Document) or found in VERDICTS


def test_every_odd_and_real_file_of_the_shared_data(shared: Path) -> None:
    """No exception, sensible verdicts, and passages that are slices on pages that exist."""
    paths = sorted(path for path in (shared / "pdfs").rglob("*") if path.is_file())
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip((path.name for path in paths), pool.map(outcome, paths), strict=True))
    read = {name: document for name, document in found.items() if isinstance(document, Document)}
    assert len(found) > 150 and len(read) > 100
    assert {verdict for verdict in found.values() if isinstance(verdict, str)} == {"empty", "encrypted", "no-text"}
    for name, verdict in found.items():
        assert ("password" in name or "encrypted" in name) or verdict != "encrypted", name
        assert "user-password" not in name or verdict == "encrypted", name
        assert "imagemagick" not in name or verdict == "no-text", name
    for name, document in read.items():
        assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text), name
        for one in passages(document, "e"):
            assert document.text[one.start : one.end] == one.text and one.first_page <= one.last_page <= len(
                document.pages
            )
    titles = {name: [heading.title for heading in document.headings] for name, document in read.items()}
    articles = [title for title in titles["MDR.pdf"] if title.startswith("Article ")]
    assert len(articles) == 123 and articles[14] == "Article 15 Person responsible for regulatory compliance"
    assert articles[44].endswith("technical documentation and clinical evaluation documentation")
    assert not re.search(r"^(?:L 117/\d|EN\b|5\.5\.2017|\d+$)", read["MDR.pdf"].text, re.M)
    assert len(titles["developers-reference-de.pdf"]) > 270
    assert "2.1 Erste Schritte" in titles["developers-reference-de.pdf"]
    assert len(titles["FDA_Policy_Device_Software_Functions.pdf"]) == 21
    columns = read["pdfplumber-tests-pdfs-federal-register-2020-17221.pdf"].text
    assert "The FAA proposes to supersede Airworthiness Directive (AD) 2018–23–51, which applies to all" in columns
