"""Signing in at an identity provider: whom it lets in, and everything that lets nobody in."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from httpx import Response
from joserfc.jwk import OctKey, RSAKey
from pytest_httpserver import HTTPServer

from model.errors import BadConfiguration
from model.people import Deed, Duty, Person
from pipeline import inviting
from pipeline.provider import provider_of
from pipeline.settings import Settings
from review.app import create_app
from tests.review.conftest import PASSWORD, SECRET, Browser, Desk
from tests.review.provider import CLIENT, CLIENT_SECRET, Claims, IdentityProvider, depart

UNTRUSTED = "cannot be trusted"
Configure = Callable[..., Desk]


@pytest.fixture
def idp(httpserver: HTTPServer) -> IdentityProvider:
    return IdentityProvider(httpserver)


@pytest.fixture
def configure(desk: Desk, idp: IdentityProvider) -> Configure:
    def make(**settings: Any) -> Desk:
        given = {"oidc_issuer": idp.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": CLIENT_SECRET, **settings}
        wanted = {name: value for name, value in desk.room.settings.model_dump().items() if value is not None}
        desk.room.settings = Settings(**{**wanted, **given})
        return replace(desk, app=create_app(desk.room, SECRET))

    return make


def come(browser: Browser, idp: IdentityProvider, wanted: str = "/") -> Response:
    return browser.get(idp.authorize(depart(browser, wanted)))


def is_out(browser: Browser) -> bool:
    return browser.get("/account").status_code == 303


def refused(answer: Response, said: str, status: int = 400) -> bool:
    return (answer.status_code, said in answer.text, "<h1>" in answer.text) == (status, True, True)


def person_of(desk: Desk, name: str) -> Person:
    found = desk.room.store.people.named(name)
    assert found is not None
    return found


def test_an_invited_person_comes_by_the_provider_and_is_known_from_then_on(
    configure: Configure, idp: IdentityProvider
) -> None:
    desk = configure()
    _, token = inviting.invite(desk.room, "Li.Na@ISA.example", Duty.OPERATOR, "Administrator", "李娜")
    browser = desk.browser()
    assert "With the account of your organisation" in browser.get("/login").text
    done = come(browser, idp, "/terms?x=1")
    assert (done.status_code, done.headers["location"]) == (303, "/terms?x=1")
    assert "李娜" in browser.get("/account").text
    assert person_of(desk, "li.na@isa.example").subject == f"{idp.issuer} 7"
    assert "not good any more" in desk.browser().get(f"/invitation/{token}").text
    idp.person = {"sub": "7", "email": "another@elsewhere.example"}
    again = desk.browser()
    assert come(again, idp).status_code == 303
    assert "李娜" in again.get("/account").text
    assert [change.after for _, change in desk.room.store.history.latest(1)] == ["identity provider"]
    assert again.submit("/logout").headers["location"] == "/login"
    assert is_out(again)


def test_the_name_of_the_account_is_taken_by_its_provider_account_once(
    configure: Configure, idp: IdentityProvider
) -> None:
    desk = configure()
    desk.person("li.na@isa.example", password="")
    assert come(desk.browser(), idp).status_code == 303
    idp.person["sub"] = "8"
    assert refused(come(desk.browser(), idp), "belongs to another account")


def test_nobody_comes_uninvited_unless_the_operator_says_so(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    browser = desk.browser()
    assert refused(come(browser, idp), "Nobody has invited li.na@isa.example")
    assert is_out(browser)
    assert desk.room.store.people.named("li.na@isa.example") is None


def test_newcomers_get_the_duty_that_the_operator_says(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure(oidc_duty="editor", oidc_domains="isa.example, @duisburg.example")
    idp.person["name"] = "Li Na"
    browser = desk.browser()
    assert come(browser, idp).status_code == 303
    made = person_of(desk, "li.na@isa.example")
    assert (made.shown, made.duty, made.password) == ("Li Na", Duty.EDITOR, "")
    assert browser.get("/people").status_code == 403
    idp.person = {"sub": "8", "name": "li na", "email": "other@duisburg.example", "email_verified": True}
    assert come(desk.browser(), idp).status_code == 303
    assert person_of(desk, "other@duisburg.example").shown == "other@duisburg.example"
    idp.person = {"sub": "9", "email": "x@duisburg.example.evil.example", "email_verified": True}
    assert refused(come(desk.browser(), idp), "Addresses at duisburg.example.evil.example are not let in")


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0])
def test_an_address_that_nobody_has_verified_names_nobody(
    configure: Configure, idp: IdentityProvider, verified: object
) -> None:
    desk = configure(oidc_duty="administrator")
    desk.person("li.na@isa.example")
    idp.person["email_verified"] = verified
    browser = desk.browser()
    assert refused(come(browser, idp), "has not verified your e-mail address")
    assert is_out(browser)
    assert person_of(desk, "li.na@isa.example").subject == ""


def test_what_the_token_leaves_out_is_asked_for(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    idp.person, idp.more = {"sub": "7"}, {"email": "li.na@isa.example", "email_verified": True}
    assert come(desk.browser(), idp).status_code == 303


def test_what_is_told_of_somebody_else_counts_for_nothing(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    idp.person, idp.more = {"sub": "7"}, {"sub": "8", "email": "li.na@isa.example", "email_verified": True}
    assert refused(come(desk.browser(), idp), "does not tell your e-mail address")


@pytest.mark.parametrize("known", [True, False])
def test_a_deactivated_person_stays_out(configure: Configure, idp: IdentityProvider, known: bool) -> None:
    desk = configure(oidc_duty="editor")
    desk.person("li.na@isa.example", active=False, subject=f"{idp.issuer} 7" if known else "")
    browser = desk.browser()
    assert refused(come(browser, idp), "This account is inactive")
    assert is_out(browser)
    assert person_of(desk, "li.na@isa.example").subject == (f"{idp.issuer} 7" if known else "")


def test_groups_say_who_may_do_what_at_each_sign_in(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure(oidc_duty_claim="realm_access.roles: press=editor, it=administrator")
    idp.person["realm_access"] = {"roles": ["press", "it", "football"]}
    assert come(desk.browser(), idp).status_code == 303
    assert person_of(desk, "li.na@isa.example").duty is Duty.ADMINISTRATOR
    idp.person["realm_access"] = {"roles": ["press"]}
    assert come(desk.browser(), idp).status_code == 303
    assert person_of(desk, "li.na@isa.example").duty is Duty.EDITOR
    changes = [change for _, change in desk.room.store.history.latest(2)]
    assert [(change.deed, change.before, change.after) for change in changes] == [
        (Deed.CHANGE_PERSON, "administrator", "editor"),
        (Deed.INVITE, "", "administrator"),
    ]
    idp.person["realm_access"] = {"roles": ["football"]}
    assert refused(come(desk.browser(), idp), "does not say that you may work here")


def test_the_provider_does_not_take_the_last_administrator_away(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure(oidc_duty_claim="groups: press=editor", passwords=False)
    desk.person("li.na@isa.example", Duty.ADMINISTRATOR, subject=f"{idp.issuer} 7")
    idp.person["groups"] = ["press"]
    assert come(desk.browser(), idp).status_code == 303
    assert person_of(desk, "li.na@isa.example").duty is Duty.ADMINISTRATOR


def test_without_passwords_the_printed_link_is_the_way_back_in(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure(passwords=False)
    browser = desk.browser()
    page = browser.get("/login").text
    assert ('type="password"' in page, "/login/provider?next=" in page) == (False, True)
    assert refused(browser.sign_in("administrator"), "Nobody signs in with a password here")
    assert is_out(browser)
    first = inviting.first_administrator(desk.room)
    assert first is not None
    assert first[0].name == "administrator"
    assert browser.submit(f"/invitation/{first[1]}", password=PASSWORD, again=PASSWORD).status_code == 303
    assert browser.get("/people").status_code == 200
    desk.person("li.na@isa.example", Duty.ADMINISTRATOR, password="")
    assert come(desk.browser(), idp).status_code == 303
    assert inviting.first_administrator(desk.room) is None
    refusal = browser.submit("/people/4/active", active="false")
    assert refused(refusal, "This is the last administrator"), "the others have nothing but a password"


def test_a_session_of_before_is_worth_nothing_after_sign_in(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    attacker = desk.browser()
    location = depart(attacker)
    known = dict(attacker.cookies)
    victim = desk.browser(cookies=known)
    foisted = victim.csrf()
    assert victim.get(idp.authorize(location)).status_code == 303
    assert victim.csrf() != foisted
    assert is_out(attacker)


def test_nobody_is_led_to_another_site(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    assert come(desk.browser(), idp, "https://evil.example/").headers["location"] == "/"


def test_whoever_is_in_already_goes_on(configure: Configure) -> None:
    browser = configure().browser("editor")
    assert browser.get("/login/provider?next=/account").headers["location"] == "/account"
    assert browser.get("/login/provider/back?code=1&state=2").headers["location"] == "/"


def test_an_answer_to_another_browser_lets_nobody_in(configure: Configure, idp: IdentityProvider) -> None:
    """Whoever gets hold of the address of a way back, or sends somebody their own, gains nothing."""
    desk = configure()
    desk.person("li.na@isa.example")
    theirs, attacker = desk.browser(), desk.browser()
    back = idp.authorize(depart(theirs))
    assert refused(attacker.get(back), "This sign-in is over")
    depart(attacker)
    assert refused(attacker.get(back), "not begun in this browser")
    assert is_out(attacker)
    assert theirs.get(back).status_code == 303


def test_a_way_back_is_good_once(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    browser = desk.browser()
    location = depart(browser)
    kept, back = dict(browser.cookies), idp.authorize(location)
    assert browser.get(back).status_code == 303
    browser.submit("/logout")
    assert refused(browser.get(back), "This sign-in is over")
    with_the_old_cookie = desk.browser(cookies=kept)
    assert refused(with_the_old_cookie.get(back), UNTRUSTED), "the provider takes a code once"
    assert is_out(with_the_old_cookie)


def test_a_way_back_is_not_good_for_ever(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    browser = desk.browser()
    back = idp.authorize(depart(browser))
    desk.wait(minutes=11)
    assert refused(browser.get(back), "too long ago")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "forged"}, "not begun in this browser"),
        ({"state": None}, "not begun in this browser"),
        ({"state": "ü\u2028"}, "not begun in this browser"),
        ({"iss": "https://evil.example"}, UNTRUSTED),
        ({"code": "guessed"}, UNTRUSTED),
        ({"code": None, "error": "access_denied"}, "has let nobody in"),
        ({"code": None, "error": "<script>alert(1)</script>", "error_description": "Call 0900"}, "has let nobody in"),
    ],
)
def test_an_answer_that_was_tampered_with_lets_nobody_in(
    configure: Configure, idp: IdentityProvider, changed: dict[str, str | None], said: str
) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    browser = desk.browser()
    back = urlsplit(idp.authorize(depart(browser)))
    query = {name: values[0] for name, values in parse_qs(back.query).items()} | changed
    told = urlencode({name: value for name, value in query.items() if value is not None})
    answer = browser.get(f"{back.path}?{told}")
    assert refused(answer, said)
    assert "0900" not in answer.text
    assert "<script>alert" not in answer.text
    assert is_out(browser)


def _unsigned(claims: Claims) -> str:
    parts = ({"alg": "none", "kid": "first"}, claims)
    return ".".join([*(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts), ""])


FORGED: dict[str, Callable[[IdentityProvider, Claims], str]] = {
    "another nonce": lambda idp, claims: idp.signed({**claims, "nonce": "another"}),
    "no nonce": lambda idp, claims: idp.signed({name: claims[name] for name in claims if name != "nonce"}),
    "another audience": lambda idp, claims: idp.signed({**claims, "aud": "another"}),
    "several audiences for another": lambda idp, claims: idp.signed(
        {**claims, "aud": [CLIENT, "another"], "azp": "another"}
    ),
    "another issuer": lambda idp, claims: idp.signed({**claims, "iss": "https://evil.example"}),
    "expired": lambda idp, claims: idp.signed({**claims, "exp": int(str(claims["iat"])) - 61}),
    "never expires": lambda idp, claims: idp.signed({name: claims[name] for name in claims if name != "exp"}),
    "from the future": lambda idp, claims: idp.signed({**claims, "iat": int(str(claims["iat"])) + 600}),
    "nobody": lambda idp, claims: idp.signed({**claims, "sub": ""}),
    "a number": lambda idp, claims: idp.signed({**claims, "sub": 7}),
    "another access token": lambda idp, claims: idp.signed({**claims, "at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    "another key by the same name": lambda idp, claims: idp.signed(claims, RSAKey.generate_key(2048, {"kid": "first"})),
    "an unknown key": lambda idp, claims: idp.signed(claims, RSAKey.generate_key(2048, {"kid": "mine"})),
    "no signature": lambda idp, claims: _unsigned(claims),
    "signed with the secret": lambda idp, claims: idp.signed(
        claims, OctKey.import_key(CLIENT_SECRET, {"kid": "first"}), "HS256"
    ),
    "signature cut": lambda idp, claims: idp.signed(claims)[:-8],
    "garbage": lambda idp, claims: "a.b.c",
    "nothing": lambda idp, claims: "",
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_token_that_is_not_good_lets_nobody_in(configure: Configure, idp: IdentityProvider, forged: str) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    idp.sign = lambda claims: FORGED[forged](idp, claims)
    browser = desk.browser()
    assert refused(come(browser, idp), UNTRUSTED)
    assert is_out(browser)


def test_keys_may_change(configure: Configure, idp: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = configure()
    desk.person("li.na@isa.example")
    assert come(desk.browser(), idp).status_code == 303
    monkeypatch.setattr("pipeline.oidc_documents.SOONEST_SECONDS", 0)
    idp.keys = [RSAKey.generate_key(2048, {"kid": "second"})]
    assert come(desk.browser(), idp).status_code == 303
    assert idp.fetched.count("/.well-known/openid-configuration") == 1


def test_strangers_cannot_make_the_desk_ask_for_keys_again_and_again(
    configure: Configure, idp: IdentityProvider
) -> None:
    desk = configure()
    idp.sign = lambda claims: FORGED["an unknown key"](idp, claims)
    for number in range(3):
        come(desk.browser(address=f"192.0.2.{number}"), idp)
    assert idp.fetched.count("/keys") == 1


def test_the_eleventh_refusal_waits(configure: Configure, idp: IdentityProvider) -> None:
    desk = configure()
    for _ in range(10):
        come(desk.browser(), idp)
    assert refused(come(desk.browser(), idp), "Try again in 15 minutes", 429)
    desk.person("li.na@isa.example")
    assert come(desk.browser(address="198.51.100.7"), idp).status_code == 303


@pytest.mark.parametrize("broken", ["down", "no json", "a list", "another issuer", "plain endpoint", "no keys"])
def test_a_provider_that_does_not_answer_is_said_so(
    configure: Configure, idp: IdentityProvider, httpserver: HTTPServer, broken: str
) -> None:
    desk = configure()
    browser = desk.browser()
    back = idp.authorize(depart(browser))
    if broken == "no keys":
        idp.keys = []
        assert refused(browser.get(back), "does not answer as it should", 502)
        return
    httpserver.clear()
    fine = {"issuer": idp.issuer, "authorization_endpoint": f"{idp.issuer}/authorize"}
    answers: dict[str, Any] = {
        "down": None,
        "no json": "<html>",
        "a list": [1],
        "another issuer": {**fine, "issuer": "https://evil.example"},
        "plain endpoint": {**fine, "authorization_endpoint": "http://evil.example/"},
    }
    if answers[broken] is not None:
        httpserver.expect_request("/.well-known/openid-configuration").respond_with_json(answers[broken])
    fresh = configure().browser().get("/login/provider")
    assert refused(fresh, "does not answer as it should", 502)


def test_without_a_provider_there_is_no_such_way(desk: Desk) -> None:
    browser = desk.browser()
    assert "/login/provider" not in browser.get("/login").text
    assert (browser.get("/login/provider").status_code, browser.get("/login/provider/back").status_code) == (404, 404)


@pytest.mark.parametrize(
    ("header", "words"), [("de", "Mit dem Konto Ihrer Organisation"), ("zh", "使用所属机构的账号登录")]
)
def test_the_button_speaks_the_language_of_the_browser(configure: Configure, header: str, words: str) -> None:
    assert words in configure().browser().get("/login", headers={"accept-language": header}).text


def test_the_address_that_the_operator_says_is_the_one_that_the_provider_sees(
    configure: Configure, idp: IdentityProvider
) -> None:
    desk = configure()
    told = replace(desk, app=create_app(desk.room, SECRET, address="https://desk.example/"))
    asked = parse_qs(urlsplit(depart(told.browser())).query)
    assert asked["redirect_uri"] == ["https://desk.example/login/provider/back"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"passwords": False}, "NEWSBRIDGE_PASSWORDS: off, and there is no identity provider"),
        (
            {"oidc_issuer": "http://idp.example", "oidc_client_id": "desk"},
            "NEWSBRIDGE_OIDC_ISSUER: must begin with https://",
        ),
        ({"oidc_issuer": "https://idp.example"}, "NEWSBRIDGE_OIDC_CLIENT_ID: is missing"),
        ({"oidc_duty_claim": "groups: press=chief"}, "NEWSBRIDGE_OIDC_DUTY_CLAIM: 'press=chief'"),
        ({"oidc_duty_claim": "press=editor"}, "NEWSBRIDGE_OIDC_DUTY_CLAIM: the name of the claim is missing"),
        ({"oidc_client_secret_file": "/nowhere"}, "NEWSBRIDGE_OIDC_CLIENT_SECRET_FILE: /nowhere cannot be read"),
    ],
)
def test_half_a_configuration_is_said_at_the_start(settings: dict[str, Any], said: str) -> None:
    whole = {"oidc_issuer": "https://idp.example", "oidc_client_id": "desk"}
    given = settings if {"passwords", "oidc_issuer"} & set(settings) else {**whole, **settings}
    with pytest.raises(BadConfiguration) as caught:
        provider_of(Settings(**given))
    assert said in str(caught.value)


def test_a_configuration_is_read_from_the_environment(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("hush\n", encoding="utf-8")
    for name, value in {
        "ISSUER": "https://idp.example/realm",
        "CLIENT_ID": "desk",
        "CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        "DUTY": "",
        "DUTY_CLAIM": "https://idp.example/roles: cn=press=editor,it=operator",
    }.items():
        monkeypatch.setenv(f"NEWSBRIDGE_OIDC_{name}", value)
    monkeypatch.setenv("NEWSBRIDGE_PASSWORDS", "off")
    read = provider_of(Settings())
    assert read is not None
    assert (read.client_secret, read.duty, read.claim) == ("hush", None, "https://idp.example/roles")
    assert "hush" not in repr(read)
