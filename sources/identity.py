"""When are two addresses the same release?

The lists below are part of every key in the store, so they are ours and not a library's: a library that learns a new
tracking parameter would change keys, and each release would come in a second time. Extend them with the same care.

A rule that removes too much is worse than one that removes too little: the first loses a release for ever, the second
stores one twice. That is why a name such as `sid`, which is a session on one site and a story on the next, goes only
where its value looks like a session.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

_TRACKING = re.compile(
    r"(utm|mtm|matomo|piwik|hsa)_\w+|(pk|at)_(campaign|kwd|keyword|source|medium|content|cid)|wt_?z?mc|"
    r"fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|mc_cid|mc_eid|_ga|_gl|xtor",
    re.IGNORECASE,
)
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken", re.IGNORECASE)
_PERHAPS_SESSION = re.compile(r"sid|session|session_?id|sess|sessid|oscsid|zenid", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)[0-9a-z]{20,}", re.IGNORECASE)

_PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/;]*|/\(S\([0-9a-z]{24}\)\)", re.IGNORECASE)
"""Java servlets and cookieless ASP.NET keep the session in the path."""

_PATH_SAFE = "!$&'()*+,;=:@"
_QUERY_SAFE = "!$'()*,:@/?"


def absolute(base: str, address: str) -> str:
    """Resolve `address`, as found in the page `base`, to an http(s) address without fragment; "" where it is none."""
    address = address.strip()
    try:
        joined = urldefrag(urljoin(base, address)).url if address else ""
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in _DEFAULT_PORTS and parts.hostname else ""


def normalise(url: str) -> str:
    """Return the one spelling of an http(s) address; anything else comes back stripped and otherwise untouched.

    Scheme and host are lower case, the host in its ASCII form, a default port, a user, a fragment and dot segments are
    gone, percent-encoding is done in one way (RFC 3986, section 6.2.2), session and tracking parameters are removed and
    the rest is sorted by name. The path keeps its case and its final slash: servers tell them apart.
    """
    return _normalise(url, None)


def release_key(url: str, key_parameters: tuple[str, ...] | None = None) -> str:
    """Return the key of the release at `url`: the normalised address, the same for http and https.

    Args:
        url: an address, or any other identifier, which is its own key.
        key_parameters: the only query parameters that count; None: all but known session and tracking ones.
    """
    key = _normalise(url, key_parameters)
    return "https:" + key.removeprefix("http:") if key.startswith("http:") else key


def _normalise(url: str, key_parameters: tuple[str, ...] | None) -> str:
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return url
    host = _ascii(parts.hostname)
    netloc = host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, _path(parts.path), _query(parts.query, key_parameters), ""))


def _ascii(host: str) -> str:
    host = host.rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _path(path: str) -> str:
    """Requote the segments one by one, so that an encoded slash stays encoded, and resolve the dots among them."""
    segments: list[str] = []
    for raw in _PATH_SESSION.sub("", path).split("/")[1:]:
        segment = _requote(raw, _PATH_SAFE)
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    return "/" + "/".join(segments)


def _query(query: str, key_parameters: tuple[str, ...] | None) -> str:
    kept = [pair for pair in _pairs(query) if _counts(*pair, key_parameters)]
    kept.sort(key=lambda pair: pair[0])
    return "&".join(f"{name}={value}" for name, value in kept)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """Split a query without decoding it into text: old sites encode umlauts as Latin-1."""
    for part in query.replace("+", "%20").split("&"):
        name, _, value = part.partition("=")
        if name:
            yield _requote(name, _QUERY_SAFE), _requote(value, _QUERY_SAFE)


def _counts(name: str, value: str, key_parameters: tuple[str, ...] | None) -> bool:
    if key_parameters is not None:
        return name in key_parameters
    if _PERHAPS_SESSION.fullmatch(name):
        return not _TOKEN.fullmatch(value)
    return not (_TRACKING.fullmatch(name) or _SESSION.fullmatch(name))


def _requote(text: str, safe: str) -> str:
    return quote(unquote_to_bytes(text), safe=safe)
