"""The identity provider that an operator has named, as the desk uses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from model.errors import BadConfiguration
from model.people import Duty
from pipeline.settings import Settings

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Provider:
    """Where people prove who they are (OpenID Connect Core 1.0), and what the desk lets them do then.

    Attributes:
        issuer: the address that the provider calls itself, to the letter.
        client_id: what the provider calls the desk.
        client_secret: what the desk proves itself with, "" for a public client, which PKCE alone protects.
        duty: of whom nobody has invited; None: they stay out.
        domains: of the e-mail addresses of people who come for the first time, in small letters; all where there are
            none.
        claim: the name of what says who may do what, "" where the desk alone says it.
        duties: what each of its values may do.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    duty: Duty | None = None
    domains: frozenset[str] = frozenset()
    claim: str = ""
    duties: Mapping[str, Duty] = field(default_factory=dict)


def provider_of(settings: Settings) -> Provider | None:
    """Return the identity provider of `settings`, None where there is none.

    Raises:
        BadConfiguration: what is said of it is not whole, or nobody could sign in at all.
    """
    if not settings.oidc_issuer:
        if not settings.passwords:
            raise _wrong("PASSWORDS", "off, and there is no identity provider; set NEWSBRIDGE_OIDC_ISSUER too")
        return None
    if not settings.oidc_client_id:
        raise _wrong("OIDC_CLIENT_ID", "is missing; the identity provider shows it where the desk is registered")
    claim, duties = _duties(settings.oidc_duty_claim)
    domains = (domain.strip().lower().removeprefix("@") for domain in settings.oidc_domains.split(","))
    return Provider(
        _issuer(settings.oidc_issuer),
        settings.oidc_client_id,
        _secret(settings),
        settings.oidc_duty,
        frozenset(filter(None, domains)),
        claim,
        duties,
    )


def is_safe(address: str) -> bool:
    """Whether what is sent to `address` can be read and changed by nobody on the way: https, or this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


def _issuer(address: str) -> str:
    if not is_safe(address):
        raise _wrong("OIDC_ISSUER", f"must begin with https://, not {address!r}")
    return address


def _secret(settings: Settings) -> str:
    path = settings.oidc_client_secret_file
    if path is None:
        return settings.oidc_client_secret.get_secret_value()
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong("OIDC_CLIENT_SECRET_FILE", f"{path} cannot be read: {error}") from error


def _duties(told: str) -> tuple[str, Mapping[str, Duty]]:
    """Read `groups: press=editor, it=operator`."""
    if not told.strip():
        return "", {}
    # The name of a claim may be an address, which holds a colon itself.
    claim, _, first = told.partition("=")[0].rpartition(":")
    pairs = told[len(told.partition("=")[0]) - len(first) :]
    duties = {}
    for pair in pairs.split(","):
        value, _, duty = (part.strip() for part in pair.rpartition("="))
        if not value or duty not in list(Duty):
            reason = f"{pair.strip()!r}: write it like groups: press=editor, it=operator; known are {', '.join(Duty)}"
            raise _wrong("OIDC_DUTY_CLAIM", reason)
        duties[value] = Duty(duty)
    if not claim.strip():
        raise _wrong("OIDC_DUTY_CLAIM", "the name of the claim is missing; write it like groups: press=editor")
    return claim.strip(), duties


def _wrong(name: str, reason: str) -> BadConfiguration:
    return BadConfiguration(where=f"NEWSBRIDGE_{name}", reason=reason)
