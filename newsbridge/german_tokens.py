"""German for `newsbridge token`."""

GERMAN_TOKENS = {
    "Keys that let programs use the JSON API.": "Schlüssel, mit denen Programme die JSON-Schnittstelle nutzen.",
    "Name of the program, for the history.": "Name des Programms, für den Verlauf.",
    "Make a token and print it, this once.": "Ein Token ausstellen und ausgeben, dieses eine Mal.",
    "What the program may do.": "Was das Programm darf.",
    "How long it is good; 0: for ever.": "Wie viele Tage es gilt; 0: unbegrenzt.",
    "It is shown this once. It ends: {end}.": "Es wird nur dieses eine Mal gezeigt. Es endet: {end}.",
    "Show all tokens: what they may do, when they were used, when they end.": (
        "Alle Token zeigen: was sie dürfen, wann sie benutzt wurden, wann sie enden."
    ),
    "End a token at once.": "Ein Token sofort widerrufen.",
    "revoked": "widerrufen",
    "duty": "Aufgabe",
    "made": "ausgestellt",
    "by": "von",
    "last used": "zuletzt benutzt",
    "ends": "endet",
    "over": "abgelaufen",
}
