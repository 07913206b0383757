"""Addresses: what counts as one, and one spelling for all that mean the same page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
# Names that only say how a reader came to the page. Names such as `cid`, `source` or a bare `?12345` choose the
# article on some sites, so they stay; courlan drops them, which is right for crawling and wrong for identity.
_TRACKER = re.compile(
    r"(utm|mtm|pk|itm|hsa|oly|vero|stm|ns|at|fb|ga|gs|mkt|mc)_\w+|_(ga|gl|hsenc|hsmi|openstat)|"
    r"(fb|g|dc|gbra|wbra|ms|yc|y|tw|ttc|li_fat_|igsh)?(clid|clkid|raid|wbraid)|gclsrc|gbraid|igshid?|mc_[ce]id|"
    r"cmpid|ocid|ncid|cmp|smid|xtor|ref_?src|ref_url|share_?token|si|spm|yclid|srsltid|__twitter_impression"
)
_HOST = re.compile(r"[a-z0-9.:@-]+")
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


def is_url(text: str) -> bool:
    """Whether this is the address of a web page (http or https)."""
    return bool(_WEB.match(text)) and not re.search(r"\s", text)


def normalise_url(url: str) -> str:
    """One spelling for every address of the same page; an address that cannot be split comes back stripped.

    Scheme and host in lower case, no default port, no fragment, no tracking parameters, no trailing slash, everything
    outside ASCII percent-encoded, host names in their ASCII form. The order of the other parameters stays: on some
    sites it matters. Normalising twice changes nothing.
    """
    stripped = "".join(url.split())
    try:
        parts = urlsplit(stripped)
        return urlunsplit((parts.scheme.lower(), _host(parts), _path(parts.path), _query(parts.query), ""))
    except ValueError:
        return stripped


def request_url(url: str) -> str:
    """The address as a request can carry it: all in ASCII, without the fragment. Raises ValueError for a broken one."""
    parts = urlsplit(url.strip())
    return urlunsplit((parts.scheme.lower(), _ascii(parts.netloc), _encoded(parts.path), _encoded(parts.query), ""))


def _host(parts: SplitResult) -> str:
    host = _ascii(parts.netloc.lower())
    return host.removesuffix(_DEFAULT_PORT.get(parts.scheme.lower(), "\0"))


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    return name if _HOST.fullmatch(name) else quote(host, safe=":@[]%", errors="replace").lower()


def _path(path: str) -> str:
    return _encoded(path).rstrip("/")


def _query(query: str) -> str:
    kept = [pair for pair in query.split("&") if pair and not _TRACKER.fullmatch(pair.split("=")[0].lower())]
    return _encoded("&".join(kept))


def _encoded(part: str) -> str:
    escapes_in_capitals = re.sub(r"%[0-9a-fA-F]{2}", lambda found: found[0].upper(), part)
    return quote(escapes_in_capitals, safe="/%!$&'()*+,;=:@?~-._[]|", errors="replace")
