"""What an operator may set: on the command line, by variable (`NEWSBRIDGE_...`), or in `config/newsbridge.toml`."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from feeds import fields
from feeds.profiles import REPORT_PLACES
from feeds.text import web_address
from model.languages import Language
from model.people import Duty
from pipeline.configuration import read_secrets, read_values, settings_file
from pipeline.origins import default_home, home_of, wrong_values
from pipeline.shipping import shipped
from translators.index import OFFICIAL_INDEX

_PATHS = (
    "sources",
    "feeds",
    "terms",
    "output",
    "packages",
    "embedded",
    "backups",
    "oidc_client_secret_file",
    "notify_file",
)
"""Settings where "" is none, not the current folder."""


class KeepApproval(StrEnum):
    """What may differ in a German sentence while the approval of its translation stands."""

    NEVER = "never"
    """Nothing: an approval is of the sentence to the letter."""
    PUNCTUATION = "punctuation"
    """Punctuation, quotation marks, spaces and capitals."""
    SPELLING = "spelling"
    """Also the spelling of words, where a mistake was put right."""


class LogForm(StrEnum):
    """How the log is written."""

    PLAIN = "plain"
    JSON = "json"


class Settings(BaseSettings):
    """Everything that may differ between two installations. Paths that are not set lie below `home`."""

    model_config = SettingsConfigDict(env_prefix="NEWSBRIDGE_", extra="ignore")

    home: Path = Field(default_factory=default_home)
    store: str = Field(default="", description="URL of the database; empty: SQLite at var/newsbridge.sqlite")
    sources: Path | None = Field(default=None, description="the catalogue; empty: config/sources.toml")
    feeds: Path | None = Field(default=None, description="the feeds; empty: config/feeds.toml")
    terms: Path | None = Field(default=None, description="the termbase; empty: config/terms.tsv")
    output: Path | None = Field(default=None, description="where feeds are written; empty: public/feeds")
    packages: Path | None = Field(default=None, description="installed language packages; empty: var/packages")
    embedded: Path | None = Field(default=None, description="embedded language packages; empty: language-packages")
    engine: str = Field(default="", description="engine for all pairs; empty: as config/engines.toml says")
    threads: int = Field(default=0, ge=0, description="processor threads for translating; 0: all cores")
    batch: int = Field(default=256, ge=1, description="segments translated and stored at a time")
    offline: bool = Field(default=False, description="never try to install better packages")
    keep_approval: KeepApproval = Field(
        default=KeepApproval.PUNCTUATION,
        description="how little the German may change for an approval to stand: never, punctuation, spelling",
    )
    packed: bool = Field(default=True, description="compressed copies (.gz, .br) beside the published files")
    deliver_to: str = Field(default="", description="where else the public folder goes, such as s3://bucket/prefix")
    backups: Path | None = Field(default=None, description="where the nightly backup goes; empty: backups")
    keep_backups: int = Field(default=14, ge=0, description="how many nightly backups stay; 0: all")
    keep_versions: int = Field(default=10, ge=0, description="how many versions of a release stay; 0: all")
    contact: str = Field(
        default="https://isa-portal.de",
        pattern=r"^[ -~]+$",  # an HTTP header holds ASCII, and a line break would begin another header
        description="contact in our User-Agent: an address of yours, in ASCII",
    )
    report_url: str = Field(default="", description="where readers report errors, for feeds that say nothing of it")
    desk_url: str = Field(default="http://127.0.0.1:8800", description="address of the desk, for links")
    log: LogForm = Field(default=LogForm.PLAIN, description="the log as plain lines, or as JSON: one object a line")
    metrics_token: SecretStr = Field(
        default=SecretStr(""), description="what Prometheus shows at the desk's /metrics; empty: this machine alone"
    )
    notify: SecretStr = Field(
        default=SecretStr(""), description="who is told of incidents: addresses for Apprise, with spaces between them"
    )
    notify_file: Path | None = Field(default=None, description="file that holds such addresses, one a line")
    notify_language: Language = Field(default=Language.EN, description="of what is told: de, en, zh")
    passwords: bool = Field(default=True, description="people sign in to the desk with a password")
    oidc_issuer: str = Field(default="", description="address of the identity provider; empty: none")
    oidc_client_id: str = Field(default="", description="what the identity provider calls the desk")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="what the desk proves itself with")
    oidc_client_secret_file: Path | None = Field(default=None, description="file that holds the secret instead")
    oidc_duty: Duty | None = Field(default=None, description="of whom nobody has invited; empty: they stay out")
    oidc_domains: str = Field(default="", description="of the e-mail addresses of those who come for the first time")
    oidc_duty_claim: str = Field(default="", description="what says who may do what: groups: press=editor, it=operator")

    @field_validator("report_url")
    @classmethod
    def _leads_somewhere(cls, value: str) -> str:
        template = fields.template(*REPORT_PLACES)(value)
        if value and not web_address(template.format(**dict.fromkeys(REPORT_PLACES, "a"))):
            raise ValueError("must be a whole address such as https://desk.example.org/report/{token}")
        return value

    @field_validator("oidc_duty", *_PATHS, mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("notify_language", mode="before")
    @classmethod
    def _language_by_any_tag(cls, value: object) -> object:
        known = {tag: language for language in Language for tag in (language.value, language.short)}
        return known.get(str(value), value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options win over variables, variables over the file, the file over the defaults."""
        given = init_settings()
        secrets: dict[str, Any] = dict(read_secrets(cls.model_fields, os.environ))
        file = read_values(settings_file(home_of(given)), cls.model_fields)
        values = {name: each.value for name, each in file.items()}
        return init_settings, env_settings, *(InitSettingsSource(settings_cls, each) for each in (secrets, values))

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise wrong_values(error, given, type(self).model_fields)[0] from error

    @property
    def store_url(self) -> str:
        """Database URL, with the default filled in."""
        return self.store or f"sqlite:///{self.home / 'var' / 'newsbridge.sqlite'}"

    @property
    def catalogue_path(self) -> Path:
        """The catalogue of sources."""
        return self.sources or self.home / "config" / "sources.toml"

    @property
    def feeds_path(self) -> Path:
        """The outbound feeds."""
        return self.feeds or self.home / "config" / "feeds.toml"

    @property
    def terms_path(self) -> Path:
        """The termbase."""
        return self.terms or self.home / "config" / "terms.tsv"

    @property
    def terms_lock(self) -> Path:
        """What whoever writes the termbase holds, so that processes take turns."""
        return self.home / "var" / "terms.lock"

    @property
    def engines_path(self) -> Path:
        """Which engine translates what; the file may be missing."""
        return self.home / "config" / "engines.toml"

    @property
    def output_path(self) -> Path:
        """Folder of the finished feeds."""
        return self.output or self.home / "public" / "feeds"

    @property
    def pages_path(self) -> Path:
        """Root of the pages: the folder that holds that of the feeds, where the operator has not moved it."""
        return self.home / "public" if self.output is None else self.output_path / "pages"

    @property
    def public_path(self) -> Path:
        """Everything that is meant for the public: feeds, pages, pictures."""
        return self.pages_path if self.output is None else self.output

    @property
    def history_path(self) -> Path:
        """Earlier publications of each feed; not in a folder that is served, as they hold what was taken back."""
        if self.output is None:
            return self.home / "var" / "history"
        return self.output.with_name(f"{self.output.name}.history")

    @property
    def closed_path(self) -> Path:
        """Feeds for subscribers alone, before each gets a copy; not in a folder that is served."""
        if self.output is None:
            return self.home / "var" / "closed"
        return self.output.with_name(f"{self.output.name}.closed")

    @property
    def backups_path(self) -> Path:
        """Folder of the nightly backups; another disk is better."""
        return self.backups or self.home / "backups"

    @property
    def packages_path(self) -> Path:
        """Folder of installed and unpacked language packages."""
        return self.packages or self.home / "var" / "packages"

    @property
    def embedded_path(self) -> Path:
        """Folder of the packages that come with newsbridge, wherever `home` is."""
        return self.embedded or shipped("language-packages")

    @property
    def package_index(self) -> str:
        """Address of the Argos package index; `ARGOS_PACKAGE_INDEX` (argostranslate reads it too) may name a mirror."""
        return os.environ.get("ARGOS_PACKAGE_INDEX") or OFFICIAL_INDEX
