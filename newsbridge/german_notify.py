"""German for notifications."""

GERMAN_NOTIFY = {
    "Look for what is wrong, and tell the operator by mail, Teams, WeCom and others.": (
        "Nachsehen, was nicht stimmt, und es dem Betrieb melden: per E-Mail, Teams, WeCom und andere."
    ),
    "Send a test message every way.": "Auf jedem Weg eine Probenachricht senden.",
    "Show what is wrong; tell nobody.": "Zeigen, was nicht stimmt; niemandem etwas melden.",
    "--test and --list are two things; give one of them": "--test und --list sind zweierlei; bitte nur eines angeben",
    "NEWSBRIDGE_NOTIFY names nobody; see docs/monitoring.md": (
        "NEWSBRIDGE_NOTIFY nennt niemanden; siehe docs/monitoring.md"
    ),
    "Nothing is wrong.": "Es ist alles in Ordnung.",
    "what": "was",
    "since": "seit",
    "told": "gemeldet",
    "why": "warum",
    "now": "jetzt",
    "takes no message": "nimmt keine Nachricht an",
    "taken": "angenommen",
    "Things that are wrong: {n}. Nothing new to tell.": "Nicht in Ordnung: {n}. Nichts Neues zu melden.",
}
