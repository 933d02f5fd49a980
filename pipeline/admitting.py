"""Whom the identity provider's word lets in, and as what."""

import logging
from collections.abc import Mapping
from threading import Lock
from typing import Any

from model.errors import AccountError, ProviderError, TooManyAttempts
from model.languages import Language
from model.people import Deed, Duty, Person
from pipeline.accounts import MOST_FAILURES, WINDOW, administers, network, record, state_of
from pipeline.inviting import PROGRAM
from pipeline.naming import clean_name, clean_shown, folded
from pipeline.oidc import Claims, Errand, Relying
from pipeline.provider import Provider
from pipeline.wiring import Newsroom

log = logging.getLogger(__name__)
_turn = Lock()
"""One newcomer at a time: nobody gets two accounts by coming twice at once."""


def come_back(
    newsroom: Newsroom, relying: Relying, errand: Errand, answer: Mapping[str, str], address: str, language: Language
) -> Person:
    """Return who came back from the identity provider.

    Args:
        newsroom: where.
        relying: the desk as the provider knows it.
        errand: what their browser has kept meanwhile.
        answer: the query with which it came back.
        address: the IP address that asks; its refusals count with those of wrong passwords.
        language: of the desk for somebody who comes for the first time.

    Raises:
        TooManyAttempts: this address has failed too often of late.
        ProviderError: the provider does not answer, or not as one.
        AccountError: the answer cannot be trusted, or the person is not let in.
    """
    people, now, subject = newsroom.store.people, newsroom.now(), f"address {network(address)}"
    if people.failures(subject, now - WINDOW) >= MOST_FAILURES:
        raise TooManyAttempts(minutes=int(WINDOW.total_seconds()) // 60)
    try:
        return admit(newsroom, relying.provider, relying.finish(errand, answer, now), language)
    except ProviderError:
        raise
    except AccountError:
        people.forget_failures("", now - WINDOW)
        people.fail([subject], now)
        raise


def admit(newsroom: Newsroom, provider: Provider, claims: Claims, language: Language) -> Person:
    """Return the person of whom the provider says `claims`.

    It is who has come by this provider before; else whoever was invited by the name of their verified e-mail address,
    who is bound to the provider's account from then on; else somebody new, where the operator lets them in.

    Raises:
        AccountError: nobody of these, or the account is inactive; the text says which, as they have proved who they
            are.
    """
    duty = _duty(provider, claims)
    subject = f"{claims['iss']} {claims['sub']}"
    with _turn:
        known = next((each for each in newsroom.store.people.all() if each.subject == subject), None)
        person = known or _first_visit(newsroom, provider, claims, subject, language)
        if not person.active:
            raise AccountError("This account is inactive. Ask an administrator.")
        return _with_duty(newsroom, person, duty)


def _duty(provider: Provider, claims: Claims) -> Duty | None:
    """Return the highest duty that the provider gives; None where the desk alone says what people may do."""
    if not provider.claim:
        return None
    told = _claim(claims, provider.claim)
    values = told if isinstance(told, list) else [told]
    given = [duty for value, duty in provider.duties.items() if value in values]
    if not given and provider.duty is None:
        log.warning("%s: none of %r has a duty", provider.claim, values)
        raise AccountError("The identity provider does not say that you may work here. Ask an administrator.")
    return max(given, key=list(Duty).index) if given else provider.duty


def _claim(claims: Claims, name: str) -> Any:
    """Return a claim by its name, or by a way into it such as Keycloak's `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _first_visit(newsroom: Newsroom, provider: Provider, claims: Claims, subject: str, language: Language) -> Person:
    email = _email(provider, claims)
    invited = newsroom.store.people.named(email)
    if invited is None:
        return _newcomer(newsroom, provider, claims, subject, email, language)
    if not invited.active:
        return invited
    bound = newsroom.store.people.bind(invited.id, subject)
    if bound is None:
        raise AccountError(
            "»{name}« belongs to another account at the identity provider. Tell an administrator.", name=invited.name
        )
    record(newsroom, Deed.CHANGE_PERSON, bound, bound.shown, after="identity provider")
    return bound


def _email(provider: Provider, claims: Claims) -> str:
    """Return the address that the provider vouches for; one that anybody can type in there names nobody."""
    email = str(claims.get("email") or "").strip()
    if not email:
        raise AccountError("The identity provider does not tell your e-mail address. Tell an administrator.")
    # Some providers send the word.
    if claims.get("email_verified") not in {True, "true"}:
        raise AccountError("The identity provider has not verified your e-mail address. Verify it there first.")
    domain = email.rpartition("@")[2].lower()
    if provider.domains and domain not in provider.domains:
        raise AccountError("Addresses at {domain} are not let in here. Ask an administrator.", domain=domain)
    return email


def _newcomer(
    newsroom: Newsroom, provider: Provider, claims: Claims, subject: str, email: str, language: Language
) -> Person:
    duty = _duty(provider, claims) or provider.duty
    if duty is None:
        raise AccountError("Nobody has invited {name} to this desk. Ask an administrator.", name=email)
    shown = _shown(newsroom, str(claims.get("name") or ""), email)
    person = newsroom.store.people.add(Person(0, clean_name(email), shown, duty, language, subject=subject))
    record(newsroom, Deed.INVITE, person, PROGRAM, after=state_of(person))
    return person


def _shown(newsroom: Newsroom, name: str, email: str) -> str:
    taken = {folded(shown) for each in newsroom.store.people.all() for shown in (each.name, each.shown)}
    return clean_shown(newsroom, name if name.strip() and folded(name.strip()) not in taken else email)


def _with_duty(newsroom: Newsroom, person: Person, duty: Duty | None) -> Person:
    """Give a person the duty that the provider says, unless nobody would administer the desk any more."""
    if duty is None or duty is person.duty:
        return person
    others = (each for each in newsroom.store.people.all() if each.id != person.id)
    if administers(newsroom, person) and not any(administers(newsroom, each) for each in others):
        log.warning("%s stays administrator, as there is no other", person.name)
        return person
    changed = newsroom.store.people.change(person.id, duty=duty)
    record(newsroom, Deed.CHANGE_PERSON, changed, PROGRAM, state_of(person), state_of(changed))
    return changed
