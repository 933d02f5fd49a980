"""German for `newsbridge config`, `newsbridge init`, `newsbridge deploy`."""

GERMAN_CONFIGURING = {
    "The settings: shown, and all of config/ examined.": "Die Einstellungen: gezeigt, und alles in config/ geprüft.",
    "Show every setting with its value and where that comes from.": (
        "Jede Einstellung mit ihrem Wert zeigen, und woher er kommt."
    ),
    "Read all of config/ and name every mistake with its line.": (
        "Alles in config/ lesen und jeden Fehler mit seiner Zeile nennen."
    ),
    "setting": "Einstellung",
    "value": "Wert",
    "from": "woher",
    "default": "Vorgabe",
    "{folder}: nothing is wrong": "{folder}: alles in Ordnung",
    "Make a new newsroom in a folder: configuration, folders, everything to begin with.": (
        "Eine neue Redaktion in einem Ordner anlegen: Konfiguration, Ordner, alles für den Anfang."
    ),
    "A folder that is empty or not there yet.": "Ein Ordner, der leer ist oder noch nicht besteht.",
    "Your domain, such as example.org: it is in the feeds for ever.": (
        "Ihre Domain, etwa example.org: Sie steht für immer in den Feeds."
    ),
    "{home} is a newsroom now.": "{home} ist jetzt eine Redaktion.",
    "Its feeds carry the domain {domain}. If that is not yours, put yours into"
    " config/feeds.toml before anybody reads them.": (
        "Ihre Feeds tragen die Domain {domain}. Ist das nicht Ihre, tragen Sie Ihre in config/feeds.toml ein, bevor"
        " jemand sie liest."
    ),
    "Next: put a press release into {inbox}, or switch sources on, then": (
        "Als Nächstes: eine Pressemitteilung in {inbox} legen oder Quellen einschalten, dann"
    ),
    "there is no newsroom here; `newsbridge init DIR` makes one, --home names one": (
        "hier ist keine Redaktion; `newsbridge init DIR` legt eine an, --home nennt eine"
    ),
    "holds something already; name a folder that is empty or not there yet": (
        "enthält schon etwas; bitte einen Ordner nennen, der leer ist oder noch nicht besteht"
    ),
}
