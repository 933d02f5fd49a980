"""German for the statistics; part of `newsbridge.german`."""

GERMAN_STATISTICS = {
    "What the machine's work was worth: how much editors changed, how long they took.": (
        "Was die Arbeit der Maschine wert war: wie viel geändert wurde, wie lange es dauerte."
    ),
    "{text}: not a month; write it like 2026-01": "{text}: kein Monat; bitte so schreiben: 2026-01",
    "Write the figures to this file, for a spreadsheet.": (
        "Die Zahlen in diese Datei schreiben, für eine Tabellenkalkulation."
    ),
    "Write every approved segment to this file, for a spreadsheet.": (
        "Jedes freigegebene Segment in diese Datei schreiben, für eine Tabellenkalkulation."
    ),
    "Only what this engine made, by its full name.": "Nur, was diese Engine übersetzt hat; mit ihrem ganzen Namen.",
    "From this month on, such as 2026-01.": "Ab diesem Monat, etwa 2026-01.",
    "Up to this month.": "Bis zu diesem Monat.",
    "{file}: written": "{file}: geschrieben",
    "Nothing that you chose has been approved; figures come with the first approval.": (
        "Von dem, was gewählt ist, wurde nichts freigegeben; Zahlen gibt es mit der ersten Freigabe."
    ),
    "{language}: {n} translations wait, the oldest for {time}": (
        "{language}: {n} Übersetzungen warten, die älteste seit {time}"
    ),
    "month": "Monat",
    "half within": "Hälfte binnen",
    "9 in 10 within": "9 von 10 binnen",
    "distance": "Distanz",
    "findings/100": "Befunde/100",
    "check": "Prüfung",
    "of 100": "von 100",
    "then changed": "dann geändert",
    "all segments": "alle Segmente",
}
