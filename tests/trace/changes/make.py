"""Articles and comparisons of a few sentences, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.schema import Article, Sentence, SentenceKind
from armillary.trace.changes.finding import Bead, Comparison
from armillary.trace.text import Text


def text_of(name: str, language: str, lines: Sequence[str], kinds: dict[int, SentenceKind] | None = None) -> Text:
    """An article with one sentence a line."""
    text, sentences, start = "\n".join(lines), [], 0
    for n, line in enumerate(lines):
        end = start + len(line)
        kind = (kinds or {}).get(n, "body")
        sentences.append(Sentence(article_id=name, n=n, start_char=start, end_char=end, text=line, kind=kind))
        start = end + 1
    article = Article(article_id=name, source=name, language=language, text=text, sha256="", n_sentences=len(lines))
    return Text(article, tuple(sentences))


def comparison(other: Text, copy: Text, links: Sequence[tuple[int, int]] | None = None) -> Comparison:
    """`links` are (sentence of the other article, sentence of the copy); None links them in order, one to one."""
    if links is None:
        links = [(n, n) for n in range(min(len(other.sentences), len(copy.sentences)))]
    beads = tuple(Bead((copy.sentences[j],), (other.sentences[i],), 0.9) for i, j in links)
    return Comparison(copy, other, beads, (copy, other))
