"""German for backups, retention, erasure and upgrades."""

GERMAN_KEEPING = {
    "Back the whole newsroom up into one file, while it works.": (
        "Die ganze Redaktion in eine Datei sichern, bei laufendem Betrieb."
    ),
    "Put a backup back, on this machine or another.": (
        "Eine Sicherung zurückspielen, auf diesem Rechner oder einem anderen."
    ),
    "Remove what has had its time: old visits, versions that nobody needs.": (
        "Entfernen, was seine Zeit gehabt hat: alte Besuche, Fassungen, die niemand braucht."
    ),
    "Bring the store to this program's schema, with a backup first.": (
        "Den Bestand auf das Schema dieses Programms bringen, nach einer Sicherung."
    ),
    "A folder, or a file that ends in .tar.gz.": "Ein Ordner oder eine Datei, die auf .tar.gz endet.",
    "How many backups of the folder stay; 0: all.": "Wie viele Sicherungen des Ordners bleiben; 0: alle.",
    "Take the language packages too.": "Auch die Sprachpakete mitnehmen.",
    "The backup.": "Die Sicherung.",
    "Home of the newsroom to be; else --home.": "Ordner der künftigen Redaktion; sonst --home.",
    "Replace a newsroom that is there; it is kept beside.": (
        "Eine vorhandene Redaktion ersetzen; sie wird daneben aufgehoben."
    ),
    "Make no backup first.": "Vorher nicht sichern.",
    "{path}: {rows} rows of the store (schema {schema}), {files} files, {size:.1f} MiB": (
        "{path}: {rows} Zeilen des Bestands (Schema {schema}), {files} Dateien, {size:.1f} MiB"
    ),
    "removed: {path}": "entfernt: {path}",
    "It holds the secret of the desk and the hashes of passwords: keep it where you alone may read it.": (
        "Sie enthält das Geheimnis des Redaktionstischs und die Hashes der Passwörter: Bewahren Sie sie so auf, dass"
        " nur Sie sie lesen können."
    ),
    "{home}: {rows} rows and {files} files of {at} are back (newsbridge {version})": (
        "{home}: {rows} Zeilen und {files} Dateien vom {at} sind wieder da (newsbridge {version})"
    ),
    "What was there before is in {path}": "Was vorher da war, liegt in {path}",
    "These language packages are not in the backup; install them again:": (
        "Diese Sprachpakete sind nicht in der Sicherung; installieren Sie sie neu:"
    ),
    "would go:": "würde entfernt:",
    "gone:": "entfernt:",
    "visits of sources, older than 400 days": "Besuche von Quellen, älter als 400 Tage",
    "failed attempts to sign in": "fehlgeschlagene Anmeldungen",
    "signs of who was at an article": "Zeichen, wer an einem Artikel saß",
    "invitations that have ended": "abgelaufene Einladungen",
    "claims of runs that are long over": "Ansprüche längst beendeter Läufe",
    "old versions of releases that nobody has worked on": (
        "alte Fassungen von Mitteilungen, an denen niemand gearbeitet hat"
    ),
    "pages that broke, and uploads that were not brought in": (
        "aufgehobene Fehlerseiten und nicht übernommene hochgeladene Dateien"
    ),
    "{url}: there was no store; a new one has schema {wanted}": (
        "{url}: Es gab keinen Bestand; ein neuer hat das Schema {wanted}"
    ),
    "{url}: schema {wanted}, up to date": "{url}: Schema {wanted}, auf dem neuesten Stand",
    "{url}: brought from schema {found} to {wanted}": "{url}: von Schema {found} auf {wanted} gebracht",
    "{url}: schema {found}; this program wants {wanted}, and brings the store there when it opens it": (
        "{url}: Schema {found}; dieses Programm braucht {wanted} und bringt den Bestand dorthin, sobald es ihn öffnet"
    ),
    "backed up first: {path}": "vorher gesichert: {path}",
    "Take a person out of everything that is kept and published, at their request.": (
        "Eine Person auf ihren Wunsch aus allem entfernen, was aufgehoben und veröffentlicht ist."
    ),
    "First name and surname.": "Vor- und Nachname.",
    "Why, for the history; the name is taken out of it.": ("Warum, für das Protokoll; der Name wird daraus entfernt."),
    "An e-mail address, telephone number or spelling of theirs; repeatable.": (
        "E-Mail-Adresse, Telefonnummer oder Schreibweise der Person; mehrfach möglich."
    ),
    "would be erased:": "würde gelöscht:",
    "erased:": "gelöscht:",
    "{places} places, {releases} releases; the history has {digest} for the name": (
        "{places} Stellen, {releases} Mitteilungen; im Protokoll steht {digest} anstelle des Namens"
    ),
    "The name is in addresses of the publishers', which only they can change:": (
        "Der Name steht in Adressen der Herausgeber, die nur diese ändern können:"
    ),
    "These numbers stand in the same contact blocks; name those that are theirs with --also:": (
        "Diese Nummern stehen in denselben Kontaktblöcken; nennen Sie die der Person mit --also:"
    ),
    "failed, run it again: {subject}: {reason}": "fehlgeschlagen, bitte wiederholen: {subject}: {reason}",
    "Not covered: backups made before, drop folders, copies that subscribers have.": (
        "Nicht erfasst: frühere Sicherungen, Eingangsordner, Kopien bei Abonnenten."
    ),
}
