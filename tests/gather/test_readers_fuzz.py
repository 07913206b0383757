"""No bytes break a reader: whatever a file holds, documents and failures come out, and nothing else."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import samples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from armillary.gather.document import Document
from armillary.gather.readers import BY_ENDING
from armillary.gather.sources import documents
from armillary.schema import Failure

ENDINGS = [*sorted(BY_ENDING), "", ".unknown", ".urls", ".txt.gz", ".jsonl.gz", ".warc.gz"]


def _parquet() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        samples.write_parquet(path)
        return path.read_bytes()


WHOLE = {
    ".txt": "Мост открыт.\r\nПоезда идут.".encode("cp1251"),
    ".html": b"<!doctype html><html><meta charset=utf-8><p>Words.</p></html>",
    ".mhtml": b"Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--B--",
    ".jsonl": "".join(json.dumps(row) + "\n" for row in samples.ROWS).encode(),
    ".json": json.dumps(samples.ROWS).encode(),
    ".csv": samples.as_csv(",").encode(),
    ".tsv": samples.as_csv("\t").encode("utf-16"),
    ".xml": samples.RSS.format(encoding="utf-8").encode(),
    ".atom": samples.ATOM.encode(),
    ".warc": samples.archive(packed=False),
    ".warc.gz": samples.archive(packed=True),
    ".txt.gz": gzip.compress(b"Words and more words."),
    ".parquet": _parquet(),
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def check(folder: Path, ending: str, raw: bytes) -> None:
    path = folder / f"a{ending}"
    path.write_bytes(raw)
    for found in documents([str(path)]):
        assert isinstance(found, Document | Failure)
        assert found.source.startswith(str(path)) or found.source.startswith("http")
        if isinstance(found, Document):
            assert found.content.strip()
            assert found.content.encode()
            assert len(found.fingerprint) == 64
        else:
            assert found.error
            assert found.hint
            assert "\n" not in found.error


FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("ending", ENDINGS)
@FUZZ
@given(raw=st.binary(max_size=600))
@example(raw=b"")
@example(raw=b"\xff\xfe")
@example(raw=b"[" * 100_000)
@example(raw=b'{"a":' * 100_000)
@example(raw=b'"' * 5000)
@example(raw=b"<" * 5000)
def test_any_bytes(folder: Path, ending: str, raw: bytes) -> None:
    """Random bytes under every ending."""
    check(folder, ending, raw)


@pytest.mark.parametrize("ending", sorted(WHOLE))
@FUZZ
@given(data=st.data())
def test_valid_files_with_damage(folder: Path, ending: str, data: st.DataObject) -> None:
    """Valid files with bytes changed, cut out, doubled or cut off at the end."""
    raw = bytearray(WHOLE[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.integers(0, 40)))
        put = data.draw(st.sampled_from([b"", bytes(raw[start:end]) * 2, b"\0\0", b"\xff", b"\n", b'"']))
        raw[start:end] = put if data.draw(st.booleans()) else data.draw(st.binary(max_size=8))
    cut = data.draw(st.integers(0, len(raw)))
    check(folder, ending, bytes(raw if data.draw(st.booleans()) else raw[:cut]))


@pytest.mark.parametrize("ending", sorted(WHOLE))
def test_the_valid_files_are_valid(folder: Path, ending: str) -> None:
    """The files that are damaged above give articles when they are whole."""
    path = folder / f"a{ending}"
    path.write_bytes(WHOLE[ending])
    assert any(isinstance(found, Document) for found in documents([str(path)]))
