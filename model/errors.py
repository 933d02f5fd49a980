"""Every error that newsbridge raises on purpose.

    NewsbridgeError
     ├─ BadConfiguration           a file or setting of the operator's is wrong
     │   ├─ UnknownLanguage
     │   └─ UnknownSource
     ├─ SourceError                a source, page or document could not be read
     │   ├─ FetchError             ... over the network
     │   │   └─ Refused            ... because robots.txt, a limit or our address guard says no
     │   └─ UnreadableDocument     ... because of what it holds
     ├─ TranslationError
     │   ├─ UnsupportedPair        no package for this language pair
     │   └─ PackageError           a package could not be found, verified or installed
     ├─ StoreError                 the database could not be opened, read or written
     │   ├─ AlreadyStored          another worker stored the same thing first
     │   └─ Overtaken              another editor was faster
     ├─ PublishError               a feed could not be built or written
     ├─ BackupError                a backup could not be made, read or put back
     ├─ ReportError                a reader cannot report as they want to
     │   ├─ NoEntry                there is nothing to report about
     │   │   └─ EntryWithdrawn     ... any more
     │   └─ TooManyReports         ... for a while
     ├─ RunnerError                Prefect does not answer, or has no such deployment
     └─ AccountError               somebody may not get in, or an account cannot be as asked
         ├─ TooManyAttempts        ... for a while
         └─ ProviderError          ... as the identity provider does not do its part

An error carries the identity of its subject as `fields`; its text is `template` filled with them. Templates are kept
whole so that the command line can say them in the reader's language. Driver errors are chained as the cause at the one
boundary that translates them.
"""

from typing import ClassVar


class NewsbridgeError(Exception):
    """Root of all errors that are shown to a person as one line instead of a traceback."""

    template: ClassVar[str] = "{reason}"

    def __init__(self, template: str | None = None, **fields: object) -> None:
        self.message = template or self.template
        self.fields = fields
        super().__init__(self.message.format_map(_Fields(fields)))


class _Fields(dict[str, object]):
    """Fields of a message; one that is missing shows as its name rather than hiding the error."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


class BadConfiguration(NewsbridgeError):
    """A configuration file or setting is wrong: `where` it stands, `reason`."""

    template = "{where}: {reason}"


class UnknownLanguage(BadConfiguration):
    """A language `tag` that is not among `known`."""

    template = "{tag}: no such language; known are {known}"


class UnknownSource(BadConfiguration):
    """A source `name` that is not in the catalogue; `known` names those that are."""

    template = "{name}: no such source in the catalogue; `newsbridge sources list` shows {known}"


class SourceError(NewsbridgeError):
    """Something at `subject` (a source's name, an address or a file) could not be read: `reason`."""

    template = "{subject}: {reason}"


class FetchError(SourceError):
    """`subject` could not be fetched: `reason`; `status` is the HTTP status where there was an answer, else 0."""


class Refused(FetchError):
    """We may not, or will not, fetch `subject`: robots.txt, a size limit, a private address."""


class UnreadableDocument(SourceError):
    """What was fetched or opened at `subject` is not a German press release that we can read.

    Attributes:
        document: what was fetched, as sent, where nothing was recognised in it; for whoever repairs the selectors.
    """

    document: bytes = b""


class TranslationError(NewsbridgeError):
    """A translation could not be made: `reason`."""


class UnsupportedPair(TranslationError):
    """No installed package translates from `source` to `target`, directly or by way of English."""

    template = "no language package for {source} -> {target}; `newsbridge packages install {source}-{target}` adds one"


class PackageError(TranslationError):
    """The package `name` could not be found, verified or installed: `reason`."""

    template = "{name}: {reason}"


class StoreError(NewsbridgeError):
    """The database at `url` (password hidden) could not be used: `reason`."""

    template = "store {url}: {reason}"


class AlreadyStored(StoreError):
    """Another worker has stored `subject` first; whoever sees this takes theirs and goes on."""

    template = "{subject} is stored already"


class Overtaken(StoreError):
    """Somebody (`by`) has edited the segment since the editor saw it; it is at `revision` now. Both texts are kept."""

    template = "{by} has edited this segment in the meantime; merge the two texts"


class PublishError(NewsbridgeError):
    """The feed or file at `path` could not be built or written: `reason`."""

    template = "{path}: {reason}"


class BackupError(NewsbridgeError):
    """The backup at `path` could not be made, read or put back: `reason`."""

    template = "{path}: {reason}"


class RunnerError(NewsbridgeError):
    """The Prefect server at `server` could not be asked or told: `reason`."""

    template = "Prefect at {server}: {reason}"


class AccountError(NewsbridgeError):
    """Somebody may not get in, or an account cannot be made or changed as asked; the text says why and what to do."""


class TooManyAttempts(AccountError):
    """Somebody has failed to get in too often; the next attempt counts in at most `minutes`."""

    template = "Too many failed attempts. Try again in {minutes} minutes."


class ProviderError(AccountError):
    """The identity provider does not answer, or not as one; the log says how."""

    template = "The identity provider does not answer as it should. Try again in a minute."


class ReportError(NewsbridgeError):
    """A reader's report cannot be taken."""


class NoEntry(ReportError):
    """There is no entry about which a reader could report."""

    template = "There is no such text here, or it is not published any more."


class EntryWithdrawn(NoEntry):
    """The publisher has taken back what the reader wants to report about."""

    template = "Its publisher has taken this press release back."


class TooManyReports(ReportError):
    """Reports come faster than people write."""

    template = "Many reports have just come from your network or about this text. Please try again in an hour."
