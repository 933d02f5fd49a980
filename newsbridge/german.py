"""German for the command line. The keys are the English texts in the code; a test finds those that are missing."""

GERMAN = {
    # newsbridge
    "German press releases in, Chinese and English feeds out.": (
        "Deutsche Pressemitteilungen herein, chinesische und englische Feeds hinaus."
    ),
    "Folder that holds config/, var/ and public/.": "Ordner, in dem config/, var/ und public/ liegen.",
    "URL of the database.": "URL der Datenbank.",
    "The catalogue of sources.": "Der Katalog der Quellen.",
    "Folder for the finished feeds.": "Ordner für die fertigen Feeds.",
    "Show the log.": "Das Protokoll zeigen.",
    "Show the version.": "Die Version zeigen.",
    # verbs
    "Collect, translate and publish: the main job.": "Sammeln, übersetzen, veröffentlichen: die Hauptaufgabe.",
    "Ask the sources and store what is new or changed.": "Die Quellen fragen und Neues und Geändertes ablegen.",
    "Translate what is not translated yet.": "Übersetzen, was noch nicht übersetzt ist.",
    "Write the feeds.": "Die Feeds schreiben.",
    "Store documents as releases: HTML, Markdown, plain text, PDF.": (
        "Dokumente als Pressemitteilungen ablegen: HTML, Markdown, Text, PDF."
    ),
    "Show what is recognised in a document or page.": "Zeigen, was in einem Dokument oder einer Seite erkannt wird.",
    "Translate text: one segment a line in, one a line out.": (
        "Text übersetzen: je Zeile ein Segment hinein, je Zeile eines hinaus."
    ),
    "Name everything that is missing or wrong on this machine.": (
        "Alles nennen, was auf diesem Rechner fehlt oder nicht stimmt."
    ),
    "The language packages.": "Die Sprachpakete.",
    # options
    "Only this source; may be given several times.": "Nur diese Quelle; mehrfach möglich.",
    "Only into this language: en, zh-Hans.": "Nur in diese Sprache: en, zh-Hans.",
    "Only what was published on or after this date.": "Nur, was an diesem Tag oder später erschienen ist.",
    "At most so many releases.": "Höchstens so viele Mitteilungen.",
    "Show what would be done, change nothing.": "Zeigen, was geschähe, nichts ändern.",
    "Print the report as JSON.": "Den Bericht als JSON ausgeben.",
    "Print JSON.": "JSON ausgeben.",
    "Only the release with this number.": "Nur die Mitteilung mit dieser Nummer.",
    "Translate anew; an editor's text stays.": "Neu übersetzen; Text der Redaktion bleibt.",
    "Only this feed.": "Nur diesen Feed.",
    "HTML, Markdown, plain text or PDF.": "HTML, Markdown, Text oder PDF.",
    "Identity of the release, for a single file; else the file's name.": (
        "Kennung der Mitteilung, bei einer einzelnen Datei; sonst der Dateiname."
    ),
    "--key names one release; give one file": "--key benennt eine Mitteilung; bitte nur eine Datei angeben",
    # sources
    "The source's name in the catalogue.": "Name der Quelle im Katalog.",
    "Show all sources with their last visit.": "Alle Quellen mit ihrem letzten Besuch zeigen.",
    "Collect this source from now on.": "Diese Quelle von nun an sammeln.",
    "Do not collect this source any more; what it brought stays.": (
        "Diese Quelle nicht mehr sammeln; was sie gebracht hat, bleibt."
    ),
    "Visit a source without storing anything and show what would be collected.": (
        "Eine Quelle besuchen, nichts ablegen und zeigen, was gesammelt würde."
    ),
    "enabled": "eingeschaltet",
    "disabled": "ausgeschaltet",
    "{source}: {found} releases announced, {read} read, nothing stored": (
        "{source}: {found} Mitteilungen angekündigt, {read} gelesen, nichts abgelegt"
    ),
    "no date": "kein Datum",
    "{n} blocks": "{n} Blöcke",
    "{n} words": "{n} Wörter",
    # packages
    "Language pair, such as de-en.": "Sprachpaar, etwa de-en.",
    "Show the packages and which way each language is reached.": (
        "Die Pakete zeigen, und auf welchem Weg jede Sprache erreicht wird."
    ),
    "Install a package from a file or from the official index.": (
        "Ein Paket aus einer Datei oder dem offiziellen Verzeichnis installieren."
    ),
    "A file ending in .argosmodel, or a pair such as de-en.": "Eine Datei auf .argosmodel oder ein Paar wie de-en.",
    "Seconds to wait for the index.": "Sekunden, die auf das Verzeichnis gewartet wird.",
    "Only try: add what is missing; an unreachable index is no error.": (
        "Nur versuchen: Fehlendes ergänzen; ein unerreichbares Verzeichnis ist kein Fehler."
    ),
    "Remove an installed package; embedded ones stay.": "Ein installiertes Paket entfernen; mitgelieferte bleiben.",
    "installed": "installiert",
    "embedded": "mitgeliefert",
    "removed": "entfernt",
    "not a language pair; write it like de-en": "kein Sprachpaar; bitte wie de-en schreiben",
    # documents
    "A file or an http address.": "Eine Datei oder eine http-Adresse.",
    "Address that a saved page came from.": "Adresse, von der eine gespeicherte Seite stammt.",
    "Target language: en or zh-Hans.": "Zielsprache: en oder zh-Hans.",
    "A file, or - for standard input.": "Eine Datei, oder - für die Standardeingabe.",
    # tables
    "translating": "übersetze",
    "held back": "zurückgehalten",
    "failed": "gescheitert",
    "and {n} more": "und {n} weitere",
    "source": "Quelle",
    "found": "gefunden",
    "new": "neu",
    "changed": "geändert",
    "unchanged": "unverändert",
    "withdrawn": "zurückgezogen",
    "language": "Sprache",
    "translations": "Übersetzungen",
    "segments": "Segmente",
    "reused": "übernommen",
    "doubtful": "zweifelhaft",
    "{n} in another run": "{n} in einem anderen Lauf",
    "another run is collecting it": "ein anderer Lauf sammelt sie gerade",
    "feed": "Feed",
    "entries": "Einträge",
    "written": "geschrieben",
    "name": "Name",
    "kind": "Art",
    "state": "Zustand",
    "releases": "Mitteilungen",
    "last success": "letzter Erfolg",
    "last error": "letzter Fehler",
    "never": "nie",
    "date": "Datum",
    "address": "Adresse",
    # doctor
    "ok": "gut",
    "note": "Hinweis",
    "wrong": "falsch",
    "remedy": "Abhilfe",
    "store": "Ablage",
    "sources": "Quellen",
    "feeds": "Feeds",
    "terms": "Termini",
    "packages": "Pakete",
    "folders": "Ordner",
    # errors: the templates of model.errors
    "{tag}: no such language; known are {known}": "{tag}: unbekannte Sprache; bekannt sind {known}",
    "{name}: no such source in the catalogue; `newsbridge sources list` shows {known}": (
        "{name}: keine solche Quelle im Katalog; `newsbridge sources list` zeigt {known}"
    ),
    "no language package for {source} -> {target}; `newsbridge packages install {source}-{target}` adds one": (
        "kein Sprachpaket für {source} -> {target}; `newsbridge packages install {source}-{target}` ergänzt es"
    ),
    "store {url}: {reason}": "Ablage {url}: {reason}",
    "{subject} is stored already": "{subject} ist schon abgelegt",
}
