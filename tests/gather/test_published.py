"""When an article was published, and how that is known."""

from __future__ import annotations

import datetime as dt

import pytest

from armillary.gather.published import Published, find
from armillary.schema import SentenceKind

DAY = dt.date(2021, 5, 3)
BODY = "The harbour stayed closed on 9 September 2020, the third day of the storm."


def told(*stamps: str, **given: str) -> Published:
    kinds: list[SentenceKind] = ["byline"] * len(stamps)
    return find([*stamps, BODY], [*kinds, "body"], "en", **given)


def test_the_text_tells() -> None:
    """A stamp with a clock is exact to the minute; dates in sentences are not looked at."""
    assert told("Posted 3 May 2021, 14:05") == (DAY, "text", "minute")
    assert told() == (None, "none", "none")


def test_the_earliest_stamp_counts_and_updates_do_not() -> None:
    """A later edit is no publication; it counts only where nothing else is known."""
    assert told("Updated 2 May 2021", "Published 3 May 2021", "4 May 2021") == (DAY, "text", "day")
    assert told("Updated 3 May 2021") == (DAY, "text", "day")


def test_no_year_is_invented() -> None:
    """A stamp without a year is not a date."""
    assert told("Updated 1 February, 18:31") == (None, "none", "none")


@pytest.mark.parametrize(
    "value",
    [
        "2021-05-03",
        "2021-05-03T14:05:00Z",
        "Mon, 03 May 2021 14:05:00 GMT",
        "3 мая 2021",
        "20210503",
        "May 3, 2021 2:05 PM",
        "1620050700",
        "2021/05/03",
    ],
)
def test_metadata_are_read_in_many_writings(value: str) -> None:
    """ISO 8601, RFC 822, epoch seconds, and dates in words."""
    found = told("Posted 1 January 2019", metadata=value)
    assert (found.date, found.origin) == (DAY, "metadata")


@pytest.mark.parametrize("value", ["yesterday", "5", "n/a", "32.13.2021", "   ", "0000-00-00", "99999999999999"])
def test_metadata_that_hold_no_date_are_passed_over(value: str) -> None:
    """Words such as "yesterday" would need a day that nobody gave."""
    assert told("Posted 3 May 2021", metadata=value) == (DAY, "text", "day")


def test_a_month_or_year_alone_says_so() -> None:
    """The first day stands for the period that the precision names."""
    assert told(metadata="2021-05") == (dt.date(2021, 5, 1), "metadata", "month")


def test_address_then_file_name() -> None:
    """The last resorts, in this order."""
    given = {"url": "https://example.org/2021/05/03/port", "file": "2020-01-01-port.txt"}
    assert told(**given) == (DAY, "url", "day")
    assert told(file="2021-05-03-port.txt") == (DAY, "file", "day")
