"""Small whole files in every format, for the tests of the readers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROWS: list[dict[str, Any]] = [
    {
        "Headline": "Most otwarty",
        "Body": "Most otwarto w środę.",
        "URL": "https://a.example/1?utm_source=x",
        "Publish Date": "2022-03-01",
        "byline": "A. Kowalska",
        "Site": "a.example",
        "lang": "pl",
    },
    {
        "Headline": "Bridge opens",
        "Body": "The bridge opened; on Wednesday.",
        "URL": "https://a.example/2",
        "Publish Date": "2 March 2022",
        "byline": "B. Smith",
        "Site": "a.example",
        "lang": "en",
    },
]


def as_csv(delimiter: str) -> str:
    lines = [delimiter.join(ROWS[0])]
    lines += [delimiter.join(f'"{value}"' for value in row.values()) for row in ROWS]
    return "\r\n".join(lines) + "\r\n"


def write_parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), path)


RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Мост</title><language>ru</language>
<item><title>Открыт</title><link>https://a.example/1</link><description>Коротко.</description>
<content:encoded><![CDATA[<p>Мост открыт для всех поездов.</p>]]></content:encoded>
<dc:creator>А. Иванов</dc:creator><pubDate>Tue, 01 Mar 2022 10:00:00 +0300</pubDate></item>
<item><title>Ждут</title><link>https://a.example/2</link><description>Поезда ждут.</description></item>
<item><title>Пусто</title></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bridge</title>
<entry><title>Open</title><link href="https://a.example/1"/><updated>2022-03-01T10:00:00Z</updated>
<author><name>B. Smith</name></author><content type="html">&lt;p&gt;It is open.&lt;/p&gt;</content></entry></feed>"""


def archive(packed: bool) -> bytes:
    """A small archive: two pages, a missing page, a picture and a page in another encoding."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    answers = [
        ("1", "200 OK", "text/html; charset=utf-8"),
        ("2", "404 Not Found", "text/html"),
        ("3", "200 OK", "image/png"),
        ("4", "200 OK", "text/html; charset=windows-1251"),
    ]
    for name, status, kind in answers:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        payload = f"<html><p>Мост номер {name} открыт.</p></html>".encode("cp1251" if "1251" in kind else "utf-8")
        record = writer.create_warc_record(
            f"https://a.example/{name}", "response", payload=io.BytesIO(payload), http_headers=headers
        )
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue()
