"""Who may use which address: decided here by people, not read from the code, so that a new route needs a decision."""

from collections.abc import Iterator

DESK: dict[str, str] = {
    "public": """
        GET POST /invitation/{token}
        GET POST /login
        GET /login/provider
        GET /login/provider/back
        POST /logout
        GET /healthz
        GET /metrics
        GET /readyz
        GET POST /report/{token}
    """,
    "signed": """
        GET POST /account
        POST /account/password
        POST /account/sessions
    """,
    "administrator": """
        GET /history
        GET /history.csv
        GET POST /people
        POST /people/{person_id}/active
        POST /people/{person_id}/duty
        POST /people/{person_id}/link
        GET POST /tokens
        POST /tokens/{token_id}/revoke
    """,
    "editor": """
        GET /
        GET /memory
        GET /memory/export.tmx
        GET POST /memory/import
        POST /memory/import/bring
        GET POST /memory/{pair_id}
        POST /memory/{pair_id}/delete
        GET /next
        GET /queue
        GET /statistics
        GET /statistics.csv
        GET /statistics/segments.csv
        GET /terms
        POST /terms/delete
        GET /terms/edit
        GET /terms/export.tbx
        GET /terms/export.tsv
        GET POST /terms/import
        POST /terms/import/bring
        GET /terms/new
        GET POST /terms/occurrences
        POST /terms/save
        GET /translations/{translation_id}
        POST /translations/{translation_id}/approve
        GET /translations/{translation_id}/changes
        GET /translations/{translation_id}/history
        POST /translations/{translation_id}/hold
        POST /translations/{translation_id}/presence
        GET /translations/{translation_id}/preview
        GET /translations/{translation_id}/proof
        POST /translations/{translation_id}/reject
        POST /translations/{translation_id}/release
        POST /translations/{translation_id}/remarks
        POST /translations/{translation_id}/remarks/{comment_id}/settle
        GET /translations/{translation_id}/repairs
        POST /translations/{translation_id}/segments/{segment_id}
        GET /translations/{translation_id}/segments/{segment_id}/help
        POST /translations/{translation_id}/segments/{segment_id}/remarks
        POST /translations/{translation_id}/segments/{segment_id}/typed
        GET POST /translations/{translation_id}/term
        POST /translations/{translation_id}/waive
        GET /translations/{translation_id}/xliff
        GET POST /xliff
        GET /xliff/export
    """,
    "operator": """
        GET /failures
        GET /newsroom
        POST /newsroom/feeds/{name}/release
        POST /newsroom/feeds/{name}/rollback
        GET POST /runs
        GET /runs/prefect/{run_id}
        GET /runs/{run_id}
        GET /sources
        GET /sources/{name}
        GET /sources/{name}/broken/{kind}
        POST /sources/{name}/switch
        POST /sources/{name}/try
    """,
}
API: dict[str, str] = {
    "signed": """
        GET /token
    """,
    "editor": """
        GET /feeds
        GET /feeds/{name}/entries
        GET /feeds/{name}/publications
        GET /findings
        GET POST /memory
        GET /memory/offers
        GET /releases
        GET /releases/{release_id}
        GET /terms
        GET /translations
        GET /translations/{translation_id}
        POST /translations/{translation_id}/approve
        GET POST /translations/{translation_id}/comments
        POST /translations/{translation_id}/comments/{comment_id}/settle
        POST /translations/{translation_id}/hold
        GET /translations/{translation_id}/preview
        POST /translations/{translation_id}/reject
        POST /translations/{translation_id}/release
        POST /translations/{translation_id}/reopen
        GET PATCH /translations/{translation_id}/segments/{segment_id}
        POST /translations/{translation_id}/waive
    """,
    "operator": """
        POST /feeds/{name}/release
        POST /feeds/{name}/rollback
        GET POST /runs
        GET /runs/prefect/{run_id}
        GET /runs/{run_id}
        GET /sources
    """,
    "administrator": """
        GET /history
    """,
}


def decided(table: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield method, path and who may: `public`, `signed` or a duty."""
    for who, lines in table.items():
        for line in lines.split("\n"):
            *methods, path = line.split() or [""]
            yield from ((method, path, who) for method in methods)
