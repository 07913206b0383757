"""One document becomes one article with its sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from armillary.errors import SourceError
from armillary.gather import byline, credit, dateline, language, outlet, page, published, residue
from armillary.gather.blocks import Block, blocks, has_words
from armillary.gather.document import Document
from armillary.gather.sentences import split_block
from armillary.gather.urls import is_url, normalise_url
from armillary.schema import Article, Failure, Sentence, SentenceKind

_ID_DIGITS = 16
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article and its sentences in order."""

    article: Article
    sentences: tuple[Sentence, ...]


def prepare(document: Document) -> Prepared | Failure:
    """Find the article in a document, and what it says about itself. Bad input gives a Failure, never an exception."""
    try:
        return _prepared(_found(document))
    except SourceError as error:
        return Failure(source=document.source, stage="gather", error=error.error, hint=error.hint)


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with its text, and what metadata say."""

    document: Document
    text: str
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None


def _found(document: Document) -> _Found:
    if document.media == "html":
        read = page.read(document.content, document.url)
        content, said = read.text, (read.title, read.author, read.outlet, read.published)
        _check_page(content)
    else:
        content, said = document.content, (None, None, None, None)
    text = _UNSTORABLE.sub("\ufffd", content)
    if not has_words(text):
        raise SourceError(_what_came(text), "check that the file holds the text of an article")
    title, author, site, date = said
    return _Found(
        document,
        text,
        _clean(document.title) or title,
        _clean(document.author) or author,
        _clean(document.outlet) or site or _host(document),
        _clean(document.published) or date,
    )


def _check_page(text: str) -> None:
    """Raises SourceError where a page gave nothing but the words of menus, notices and stubs."""
    told = language.identify(text, None)
    if not any(residue.is_prose(text[block.start : block.end], told) for block in blocks(text)):
        raise SourceError(
            "expected an article, found a page that holds no article", "save the article's own page, or its text"
        )


def _what_came(text: str) -> str:
    found = "nothing but white space" if not text.strip() else "no letters of any script"
    return f"expected an article, found {found}"


def _clean(value: str | None) -> str | None:
    return " ".join(_UNSTORABLE.sub("\ufffd", value).split()) or None if value else None


def _host(document: Document) -> str | None:
    address = document.url or (document.source if is_url(document.source) else None)
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None
    except ValueError:
        return None


def _prepared(found: _Found) -> Prepared:
    text, document = found.text, found.document
    placed = blocks(text)
    lines = [text[block.start : block.end] for block in placed]
    told = language.identify(text, document.language)
    kinds = residue.kinds(lines, told, found.title)
    article_id = identity(found)
    author = found.author or byline.author(lines, kinds)
    apart = _without_dateline(_without_author(placed, kinds, text, author), text)
    pieces = _pieces(text, apart, told)
    spoken, differing = _languages(pieces, told)
    date = published.find(
        lines, kinds, told, metadata=found.published, url=document.url, file=base_name(document.source)
    )
    article = Article(
        article_id=article_id,
        source=document.source,
        outlet=found.outlet or outlet.find(lines, kinds),
        title=found.title or _title(lines, kinds, author),
        author=author,
        language=spoken,
        published=date.date,
        published_from=date.origin,
        published_precision=date.precision,
        credit=credit.find(lines, kinds),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        n_sentences=len(pieces),
        url=document.url,
        encoding=document.encoding,
        fingerprint=document.fingerprint,
    )
    sentences = (
        Sentence(
            article_id=article_id,
            n=n,
            start_char=piece.start,
            end_char=piece.end,
            text=piece.text,
            kind=piece.kind,
            language=own,
        )
        for n, (piece, own) in enumerate(zip(pieces, differing, strict=True))
    )
    return Prepared(article, tuple(sentences))


def _title(lines: Sequence[str], kinds: Sequence[SentenceKind], author: str | None) -> str | None:
    line = next((line for line, kind in zip(lines, kinds, strict=True) if kind == "title"), "")
    return " ".join(line[byline.prefix_end(line, author) :].split()) or None


def _without_dateline(placed: Iterable[tuple[Block, SentenceKind]], text: str) -> Iterator[tuple[Block, SentenceKind]]:
    """The blocks with their kinds; place and agency before the first sentence of the body are a block of their own."""
    first = True
    for block, kind in placed:
        end = dateline.end(text[block.start : block.end]) if first and kind == "body" else 0
        first = first and kind != "body"
        if end:
            place = text[block.start : block.start + end].rstrip()
            yield Block(block.start, block.start + len(place)), "byline"
        yield Block(block.start + end, block.end), kind


def _without_author(
    placed: Sequence[Block], kinds: Sequence[SentenceKind], text: str, author: str | None
) -> Iterator[tuple[Block, SentenceKind]]:
    """The blocks with their kinds; the author's name before a headline is a block of its own."""
    for block, kind in zip(placed, kinds, strict=True):
        end = byline.prefix_end(text[block.start : block.end], author) if kind == "title" else 0
        if end:
            name = text[block.start : block.start + end].rstrip()
            yield Block(block.start, block.start + len(name)), "byline"
        yield Block(block.start + end, block.end), kind


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence without its article."""

    start: int
    end: int
    text: str
    kind: SentenceKind


def _pieces(text: str, placed: Iterable[tuple[Block, SentenceKind]], told: str) -> list[_Piece]:
    return [
        _Piece(start, end, text[start:end], _kind(text[start:end], kind, first=start == block.start))
        for block, kind in placed
        for start, end in split_block(text, block, told)
    ]


def _kind(sentence: str, kind: SentenceKind, *, first: bool) -> SentenceKind:
    return kind if first or kind != "body" else residue.of_sentence(sentence)


def _languages(pieces: Sequence[_Piece], told: str) -> tuple[str, list[str | None]]:
    """The article's language, `mul` where its readable sentences are in several, and those that differ from it."""
    differing = language.of_sentences([piece.text for piece in pieces], told)
    read = [
        (piece.text, own)
        for piece, own in zip(pieces, differing, strict=True)
        if piece.kind not in ("boilerplate", "byline")
    ]
    if told not in ("mul", "und") and language.is_mixed(read):
        return "mul", language.of_sentences([piece.text for piece in pieces], "mul")
    return told, differing


def base_name(source: str) -> str:
    """File name of a source without folders and without the number of a row: a moved folder is the same, and so is a
    table whose rows were sorted anew."""
    name = re.split(r"[/\\]", source)[-1]
    return re.sub(r"#\d+$", "", name)


def identity(found: _Found) -> str:
    """The article's id: a hash of its normalised URL, else of its file name, and of the text.

    What a container says of a row (outlet, title, author, date) counts beside the file name, because two rows with the
    same text from two outlets are a copy and its original; rows that agree in all are one article.
    """
    document = found.document
    if document.url:
        key = [normalise_url(document.url)]
    else:
        said = (document.outlet, document.title, document.author, document.published)
        key = [base_name(document.source), *(value or "" for value in said)]
    content = "\0".join([*key, found.text])
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:_ID_DIGITS]
