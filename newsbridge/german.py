"""German for the command line. The keys are the English texts in the code; a test finds those that are missing."""

from newsbridge.german_configuring import GERMAN_CONFIGURING
from newsbridge.german_exchange import GERMAN_EXCHANGE
from newsbridge.german_feeds import GERMAN_FEEDS
from newsbridge.german_keeping import GERMAN_KEEPING
from newsbridge.german_notify import GERMAN_NOTIFY
from newsbridge.german_sources import GERMAN_SOURCES
from newsbridge.german_statistics import GERMAN_STATISTICS
from newsbridge.german_terms import GERMAN_TERMS
from newsbridge.german_tokens import GERMAN_TOKENS

GERMAN = {
    **GERMAN_CONFIGURING,
    **GERMAN_EXCHANGE,
    **GERMAN_FEEDS,
    **GERMAN_KEEPING,
    **GERMAN_NOTIFY,
    **GERMAN_SOURCES,
    **GERMAN_STATISTICS,
    **GERMAN_TERMS,
    **GERMAN_TOKENS,
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
    "Show all sources with how they are and their last visit.": (
        "Alle Quellen mit ihrem Zustand und letzten Besuch zeigen."
    ),
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
    "Measure the packages, so that the best ones are taken.": "Die Pakete messen, damit die besten genommen werden.",
    "not measured": "nicht gemessen",
    "BLEU {bleu}, chrF {chrf} on {n} press sentences, {day}": "BLEU {bleu}, chrF {chrf} an {n} Pressesätzen, {day}",
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
    # compare
    "Show what several engines make of one release; nothing is stored.": (
        "Zeigen, was mehrere Maschinen aus einer Mitteilung machen; nichts wird abgelegt."
    ),
    "Number of a release, a file, or an http address.": "Nummer einer Mitteilung, eine Datei oder eine http-Adresse.",
    "Names of engines, such as argos,deepl.": "Namen von Maschinen, etwa argos,deepl.",
    "Show segments that agree too.": "Auch Segmente zeigen, die übereinstimmen.",
    "{n} of {total} segments differ": "{n} von {total} Segmenten verschieden",
    "agreement": "Übereinstimmung",
    "risk": "Risiko",
    "engine": "Maschine",
    "seconds": "Sekunden",
    "warning": "Warnung",
    "error": "Fehler",
    "blocking": "sperrend",
    # evaluate
    "Measure an engine: likeness to references, terms, values, speed.": (
        "Eine Engine messen: Nähe zu Referenzen, Termini, Werte, Tempo."
    ),
    "Language pair: de-en or de-zh.": "Sprachpaar: de-en oder de-zh.",
    "Test set: columns German, English, Chinese; else the one of newsbridge.": (
        "Testsatz mit den Spalten German, English, Chinese; sonst der von newsbridge."
    ),
    "German sentences, one a line; with --reference.": "Deutsche Sätze, einer je Zeile; mit --reference.",
    "Their translations, one a line; with --source.": "Ihre Übersetzungen, eine je Zeile; mit --source.",
    "An engine of config/engines.toml; else the one of the pair.": (
        "Eine Engine aus config/engines.toml; sonst die des Sprachpaars."
    ),
    "At most so many sentences.": "Höchstens so viele Sätze.",
    "A result kept with --json: show what changed, and whether by chance.": (
        "Ein mit --json aufgehobenes Ergebnis: zeigen, was sich geändert hat, und ob durch Zufall."
    ),
    "give either --file, or --source and --reference together": (
        "bitte entweder --file angeben, oder --source und --reference zusammen"
    ),
    "{engine}: {n} sentences of {file}": "{engine}: {n} Sätze aus {file}",
    "chain": "mit newsbridge",
    "findings a hundred": "Befunde auf hundert",
    "terms, notes counted": "Termini, mit Anmerkungen",
    "values": "Werte",
    "values, notes counted": "Werte, mit Anmerkungen",
    "loops": "Schleifen",
    "empty": "leer",
    "sentences a second": "Sätze je Sekunde",
    "characters a second": "Zeichen je Sekunde",
    "before": "vorher",
    "now": "jetzt",
    "by chance": "durch Zufall",
    "peak memory": "Speicherspitze",
    # desk
    "The editors' desk in the browser; without a further word it is started.": (
        "Das Redaktionspult im Browser; ohne weiteres Wort wird es gestartet."
    ),
    "Address under which people reach the desk, for links.": (
        "Adresse, unter der das Redaktionspult erreicht wird, für Links."
    ),
    "Address to listen on; 0.0.0.0 for all of this machine.": (
        "Adresse, auf der gelauscht wird; 0.0.0.0 für alle dieses Rechners."
    ),
    "Port to listen on.": "Port, auf dem gelauscht wird.",
    "People reach the desk over https alone.": "Das Redaktionspult wird nur über https erreicht.",
    "Passwords cross the network unencrypted; put https in front, and say --secure.": (
        "Passwörter gehen unverschlüsselt durchs Netz; bitte https davorsetzen und --secure angeben."
    ),
    "The desk is at {address}; Ctrl+C ends it.": "Das Redaktionspult ist unter {address}; Strg+C beendet es.",
    "Nobody administers the desk yet. This link makes »{name}« the first, once, for 24 hours:": (
        "Noch verwaltet niemand das Redaktionspult. Dieser Link macht »{name}« dazu, einmal, 24 Stunden lang:"
    ),
    "Add a person to the desk and print the link that lets them in, once.": (
        "Eine Person ans Redaktionspult holen und den Link ausgeben, der sie einmal einlässt."
    ),
    "What they type to sign in.": "Was sie zum Anmelden eingibt.",
    "What they may do.": "Was sie darf.",
    "What others see beside their work; else the name.": "Was andere neben ihrer Arbeit sehen; sonst der Name.",
    "Of the desk: de, en, zh-Hans.": "Des Redaktionspults: de, en, zh-Hans.",
    "Good once, for {n} days.": "Gilt einmal, {n} Tage lang.",
    "A name has 1 to {most} letters, digits or . _ - @ + and no spaces.": (
        "Ein Name hat 1 bis {most} Buchstaben, Ziffern oder . _ - @ + und keine Leerzeichen."
    ),
    "The name that others see has 1 to {most} visible characters.": (
        "Der Name, den andere sehen, hat 1 bis {most} sichtbare Zeichen."
    ),
    "»{shown}« is what others see of somebody else. Take another name.": (
        "»{shown}« sehen andere schon von jemand anderem. Bitte einen anderen Namen wählen."
    ),
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
    "engines": "Maschinen",
    "folders": "Ordner",
    # checks
    "List what is looked for in each translation.": "Auflisten, was in jeder Übersetzung geprüft wird.",
    "Only this check.": "Nur diese Prüfung.",
    "Language of the text: de, en, zh.": "Sprache des Textes: de, en, zh.",
    "there is no such check; known are {known}": "keine solche Prüfung; bekannt sind {known}",
    # errors: the templates of model.errors
    "{tag}: no such language; known are {known}": "{tag}: unbekannte Sprache; bekannt sind {known}",
    "{name}: no such source in the catalogue; `newsbridge sources list` shows {known}": (
        "{name}: keine solche Quelle im Katalog; `newsbridge sources list` zeigt {known}"
    ),
    "no language package for {source} -> {target}; `newsbridge packages install {source}-{target}` adds one": (
        "kein Sprachpaket für {source} -> {target}; `newsbridge packages install {source}-{target}` ergänzt es"
    ),
    "engine {engine} at {host}: {reason}": "Maschine {engine} auf {host}: {reason}",
    "engine {engine} at {host}: {reason}; the sentence is »{sentence}«": (
        "Maschine {engine} auf {host}: {reason}; der Satz ist »{sentence}«"
    ),
    "store {url}: {reason}": "Ablage {url}: {reason}",
    "{subject} is stored already": "{subject} ist schon abgelegt",
}
