"""German for what is said of the termbase and the memory; part of `newsbridge.german`."""

GERMAN_TERMS = {
    # terms
    "The termbase: examined, searched, exchanged as TBX.": (
        "Die Termdatenbank: prüfen, durchsuchen, als TBX austauschen."
    ),
    "A file ending in .tbx.": "Eine Datei auf .tbx.",
    "Examine the termbase line by line.": "Die Termdatenbank Zeile für Zeile prüfen.",
    "line {line}, column {column}": "Zeile {line}, Spalte {column}",
    "{file}: {n} terms": "{file}: {n} Termini",
    "Show terms with their equivalents.": "Termini mit ihren Entsprechungen zeigen.",
    "Only what holds this text, or stands in it in any of its forms.": (
        "Nur, was diesen Text enthält oder in irgendeiner Form in ihm steht."
    ),
    "A TBX file, or a termbase of ours (.tsv).": "Eine TBX-Datei oder eine Termdatenbank wie unsere (.tsv).",
    "Merge a TBX file or another termbase into the termbase.": (
        "Eine TBX-Datei oder eine andere Termdatenbank in die Termdatenbank einarbeiten."
    ),
    "Where both say different things, take what the given file says.": (
        "Wo beide Verschiedenes sagen, gilt die genannte Datei."
    ),
    "Write the termbase to a TBX file.": "Die Termdatenbank in eine TBX-Datei schreiben.",
    "{file}: {n} terms written": "{file}: {n} Termini geschrieben",
    "now {there}, before {here}": "jetzt {there}, vorher {here}",
    "stays {here}; the given file says {there}": "bleibt {here}; die genannte Datei sagt {there}",
    "{term}: not taken ({reason})": "{term}: nicht übernommen ({reason})",
    "no German term with an English or Chinese one": "kein deutscher Terminus mit einem englischen oder chinesischen",
    "added": "neu",
    "conflicts": "Widersprüche",
    "German": "Deutsch",
    "English": "Englisch",
    "Chinese": "Chinesisch",
    "also": "auch",
    "forbidden": "verboten",
    "»{term}« is not found in German text; write it as it stands in a dictionary": (
        "»{term}« wird in deutschem Text nicht gefunden; schreiben Sie es wie im Wörterbuch"
    ),
    "»{form}« stands here and in column {other}": "»{form}« steht hier und in Spalte {other}",
    "»{form}« has a half-width sign or a space beside a Chinese character": (
        "»{form}« hat ein halbbreites Zeichen oder ein Leerzeichen neben einem chinesischen Zeichen"
    ),
    "»{form}« has no Chinese character; if the name is to stay so, write {keep} in column basis": (
        "»{form}« hat kein chinesisches Zeichen; soll der Name so bleiben, schreiben Sie {keep} in die Spalte basis"
    ),
    # memory
    "What editors have approved: the translation memory.": "Was Redaktionen freigegeben haben: das Übersetzungsarchiv.",
    "Only of this language: en, zh-Hans.": "Nur in dieser Sprache: en, zh-Hans.",
    "At most so many pairs.": "Höchstens so viele Paare.",
    "Show the pairs approved last, and how many there are.": (
        "Die zuletzt freigegebenen Paare zeigen, und wie viele es gibt."
    ),
    "Find sentences like a German one, and pairs that hold its words.": (
        "Sätze finden, die einem deutschen ähneln, und Paare, die seine Wörter enthalten."
    ),
    "A German sentence, or words of either language.": "Ein deutscher Satz, oder Wörter einer der beiden Sprachen.",
    "Bring pairs from TMX files into the memory.": "Paare aus TMX-Dateien in das Archiv holen.",
    "Files ending in .tmx.": "Dateien auf .tmx.",
    "Write the memory to a TMX file.": "Das Archiv in eine TMX-Datei schreiben.",
    "The file to write, ending in .tmx.": "Die Datei, die geschrieben wird, auf .tmx.",
    "{file}: {n} pairs written": "{file}: {n} Paare geschrieben",
    "{n} pairs": "{n} Paare",
    "The memory is empty; it fills as editors approve.": (
        "Das Archiv ist leer; es füllt sich, wenn Redaktionen freigeben."
    ),
    "{file}: {read} pairs read, {written} new or newer than ours, {bad} passed over": (
        "{file}: {read} Paare gelesen, {written} neu oder neuer als unsere, {bad} übergangen"
    ),
    "line": "Zeile",
    "unit": "Einheit",
    "reviewed": "geprüft",
    "final": "endgültig",
}
