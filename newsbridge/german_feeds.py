"""German for what is said of published feeds; part of `newsbridge.german`."""

GERMAN_FEEDS = {
    "The published feeds: examined, listed, taken back.": (
        "Die veröffentlichten Feeds: geprüft, gelistet, zurückgenommen."
    ),
    "Hold every published feed against the rules of its format.": (
        "Jeden veröffentlichten Feed mit den Regeln seines Formats vergleichen."
    ),
    "Folder of the feeds; else the one published to.": "Ordner der Feeds; sonst der, in den veröffentlicht wird.",
    "{files} files checked, faults: {faults}": "{files} Dateien geprüft, Fehler: {faults}",
    "The feed's name in config/feeds.toml.": "Name des Feeds in config/feeds.toml.",
    "Show the feeds with their entries, last change and kept versions.": (
        "Die Feeds mit Einträgen, letzter Änderung und aufbewahrten Versionen zeigen."
    ),
    "Put an earlier publication of a feed back and hold the feed there.": (
        "Eine frühere Veröffentlichung eines Feeds zurückholen und den Feed dabei festhalten."
    ),
    "Version to put back; else the one before.": "Version, die zurückgeholt wird; sonst die vorige.",
    "{feed}: version {n} is out again and stays until `newsbridge feeds release {feed}`": (
        "{feed}: Version {n} ist wieder veröffentlicht und bleibt es bis `newsbridge feeds release {feed}`"
    ),
    "Let a feed that was rolled back be published again.": (
        "Einen zurückgenommenen Feed wieder veröffentlichen lassen."
    ),
    "{feed}: released; `newsbridge publish` writes it anew": (
        "{feed}: freigegeben; `newsbridge publish` schreibt ihn neu"
    ),
    "{feed}: was not held": "{feed}: war nicht festgehalten",
    # subscribers and previews
    "Show what a feed would hold now, what is held back, and why.": (
        "Zeigen, was ein Feed jetzt enthielte, was zurückgehalten wird und warum."
    ),
    "about something else": "handelt von anderem",
    "Give a subscriber of a closed feed an address of their own.": (
        "Einem Abonnenten eines geschlossenen Feeds eine eigene Adresse geben."
    ),
    "Who the address is for, such as the name of a portal.": "Für wen die Adresse ist, etwa der Name eines Portals.",
    "List the subscribers of a closed feed with their addresses.": (
        "Die Abonnenten eines geschlossenen Feeds mit ihren Adressen zeigen."
    ),
    "End a subscriber's address at once.": "Die Adresse eines Abonnenten sofort schließen.",
    "{feed}: {name} reads it no longer": "{feed}: {name} liest ihn nicht mehr",
    "nobody subscribes to {feed}": "{feed} hat keine Abonnenten",
    "subscriber": "Abonnent",
    "since": "seit",
    "until": "bis",
    "published": "veröffentlicht",
    "title": "Titel",
    "made by": "von",
    "machine": "Maschine",
    "editor": "Redaktion",
    "original": "Original",
    "headline": "Titel allein",
    "withdrawn notice": "Hinweis auf Rückzug",
    # serve
    "Serve feeds and pages over HTTP, for a portal or for a look.": (
        "Feeds und Seiten über HTTP anbieten, für ein Portal oder zum Ansehen."
    ),
    "Folder to serve; else the one published to.": "Ordner, der angeboten wird; sonst der, in den veröffentlicht wird.",
    "{folder} is served at {address}; Ctrl+C ends it.": "{folder} wird unter {address} angeboten; Strg+C beendet es.",
    "Processes that share the port.": "Prozesse, die sich den Port teilen.",
    "last change": "letzte Änderung",
    "versions": "Versionen",
    "held at version {n}": "festgehalten bei Version {n}",
    "error": "Fehler",
    "warning": "Warnung",
    # ways out
    "publish again with `newsbridge publish`; if the fault stays, it is newsbridge's: please report it": (
        "mit `newsbridge publish` neu veröffentlichen; bleibt der Fehler, liegt er an newsbridge: bitte melden"
    ),
    "correct the feed in config/feeds.toml and publish again": (
        "den Feed in config/feeds.toml berichtigen und neu veröffentlichen"
    ),
    "set `url` of the feed in config/feeds.toml and publish again": (
        "`url` des Feeds in config/feeds.toml angeben und neu veröffentlichen"
    ),
    "set `url` of the feed, ending in .xml, in config/feeds.toml and publish again": (
        "`url` des Feeds, mit der Endung .xml, in config/feeds.toml angeben und neu veröffentlichen"
    ),
    # demands on every file
    "the file is well-formed and in UTF-8": "die Datei ist wohlgeformt und in UTF-8",
    "all formats of a feed hold the same items": "alle Formate eines Feeds enthalten dieselben Einträge",
    "addresses in the text are whole": "Adressen im Text sind vollständig",
    "the text holds no scripts, styles or frames": "der Text enthält keine Skripte, Formatierungen oder Rahmen",
    "an element stands once in its parent": "ein Element steht einmal in seinem Elternelement",
    # RSS
    'the root is <rss version="2.0"> with one channel': 'die Wurzel ist <rss version="2.0"> mit einem Kanal',
    "the channel has title, link and description": "der Kanal hat title, link und description",
    "each item has a title or a description": "jeder Eintrag hat einen Titel oder eine Beschreibung",
    "an element without a namespace is one of the specification's": (
        "ein Element ohne Namensraum gehört zur Spezifikation"
    ),
    "a link is a whole address on the web": "ein Link ist eine vollständige Webadresse",
    "of an item's links to pages the first leads to its own": (
        "von den Links eines Eintrags auf Seiten führt der erste auf seine eigene"
    ),
    "a date is one of RFC 822 with a year of four digits and the right weekday": (
        "ein Datum folgt RFC 822 mit vierstelligem Jahr und richtigem Wochentag"
    ),
    "the language is a language tag": "die Sprache ist ein Sprachkürzel",
    "the time to live is a number of minutes": "die Lebensdauer (ttl) ist eine Zahl von Minuten",
    "each item has a guid": "jeder Eintrag hat eine guid",
    "no two items have the same guid": "keine zwei Einträge haben dieselbe guid",
    'a guid that is no address of a page says isPermaLink="false"': (
        'eine guid, die keine Seitenadresse ist, sagt isPermaLink="false"'
    ),
    "a guid is an absolute URI": "eine guid ist eine absolute URI",
    "an enclosure has a whole address, a length and a media type": (
        "eine enclosure hat eine vollständige Adresse, eine Länge und einen Medientyp"
    ),
    "an item has one enclosure at most": "ein Eintrag hat höchstens eine enclosure",
    "description stands before content:encoded": "description steht vor content:encoded",
    "the text holds no control characters": "der Text enthält keine Steuerzeichen",
    "a category has a name": "eine Kategorie hat einen Namen",
    "an item has one content:encoded at most": "ein Eintrag hat höchstens ein content:encoded",
    "dc:creator names somebody, and author does not stand beside it": (
        "dc:creator nennt jemanden, und author steht nicht daneben"
    ),
    "the type of a title or a summary is text, html or xhtml": (
        "der Typ eines Titels oder einer Zusammenfassung ist text, html oder xhtml"
    ),
    "docs is a whole address on the web": "docs ist eine vollständige Adresse im Web",
    "the channel names its own address once": "der Kanal nennt einmal seine eigene Adresse",
    "an archive names the address of the feed, and links to other archives are whole": (
        "ein Archiv nennt die Adresse des Feeds, und Links zu anderen Archiven sind vollständig"
    ),
    # Atom
    "the root is <feed> of Atom 1.0": "die Wurzel ist <feed> aus Atom 1.0",
    "the feed and each entry have id, title and updated": "der Feed und jeder Eintrag haben id, title und updated",
    "an element of the namespace is one of the specification's": (
        "ein Element des Namensraums gehört zur Spezifikation"
    ),
    "each entry has an author with a name, or the feed has": (
        "jeder Eintrag hat einen Autor mit Namen, oder der Feed hat einen"
    ),
    "a date is one of RFC 3339 with its zone": "ein Datum folgt RFC 3339 mit Zeitzone",
    "an id is an absolute IRI": "eine id ist eine absolute IRI",
    "no two entries have the same id": "keine zwei Einträge haben dieselbe id",
    "a link has a whole address, its type and language are such": (
        "ein Link hat eine vollständige Adresse, Typ und Sprache sind solche"
    ),
    "an entry without content has an alternate link, and one of each type and language at most": (
        "ein Eintrag ohne Inhalt hat einen Link rel=alternate, von jedem Typ und jeder Sprache höchstens einen"
    ),
    "a category has a term": "eine Kategorie hat einen term",
    "the feed says its language": "der Feed nennt seine Sprache",
    "the feed names its own address once": "der Feed nennt einmal seine eigene Adresse",
    "a deleted entry has the id of the entry and a date of RFC 3339": (
        "ein gelöschter Eintrag hat die id des Eintrags und ein Datum nach RFC 3339"
    ),
    "no entry is in the feed and deleted from it": "kein Eintrag steht im Feed und ist zugleich daraus gelöscht",
    "an archive names the address of the feed": "ein Archiv nennt die Adresse des Feeds",
    "a feed with a hub names the hub and itself": "ein Feed mit Hub nennt den Hub und sich selbst",
    # JSON Feed
    "a hub has a type and a whole address": "ein Hub hat einen Typ und eine vollständige Adresse",
    "the next document is not the same one": "das nächste Dokument ist nicht dasselbe",
    "the document is an object that names version 1.1": "das Dokument ist ein Objekt, das Version 1.1 nennt",
    "the feed has a title and a list of items": "der Feed hat einen Titel und eine Liste von Einträgen",
    "each item has an id, a string": "jeder Eintrag hat eine id, eine Zeichenkette",
    "no two items have the same id": "keine zwei Einträge haben dieselbe id",
    "each item has content_html or content_text": "jeder Eintrag hat content_html oder content_text",
    "an address is a whole one on the web": "eine Adresse ist eine vollständige Webadresse",
    "each author has a name, an address or a picture": "jeder Autor hat einen Namen, eine Adresse oder ein Bild",
    "tags are a list of words": "Schlagwörter sind eine Liste von Wörtern",
    "a key is one of the specification's or begins with an underscore": (
        "ein Schlüssel gehört zur Spezifikation oder beginnt mit einem Unterstrich"
    ),
    "the feed names its own address": "der Feed nennt seine eigene Adresse",
}
