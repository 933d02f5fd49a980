"""German for what is said of XLIFF files; part of `newsbridge.german`."""

GERMAN_EXCHANGE = {
    "Translations out to a translation program and back, as XLIFF.": (
        "Übersetzungen an ein Übersetzungsprogramm geben und zurückholen, als XLIFF."
    ),
    "Number of a translation, as in its address at the desk.": (
        "Nummer einer Übersetzung, wie in ihrer Adresse am Redaktionspult."
    ),
    "A file ending in .xlf or .xliff, else a folder.": "Eine Datei auf .xlf oder .xliff, sonst ein Ordner.",
    "Write translations as XLIFF 2.1.": "Übersetzungen als XLIFF 2.1 schreiben.",
    "All translations into this language: en, zh-Hans.": "Alle Übersetzungen in diese Sprache: en, zh-Hans.",
    "Only of this source.": "Nur aus dieser Quelle.",
    "Only what is not reviewed yet.": "Nur, was noch nicht geprüft ist.",
    "name either the number of a translation or a --language": (
        "bitte entweder die Nummer einer Übersetzung oder --language angeben"
    ),
    "{n} translations in {m} files": "{n} Übersetzungen in {m} Dateien",
    "Bring XLIFF files back from a translation program.": ("XLIFF-Dateien aus einem Übersetzungsprogramm zurückholen."),
    "Files in XLIFF 2.0, 2.1 or 2.2.": "Dateien in XLIFF 2.0, 2.1 oder 2.2.",
    "Whose work it is; the history keeps the name.": "Wessen Arbeit es ist; der Name steht im Verlauf.",
    "Segments that the file calls reviewed or final become so.": (
        "Segmente, die die Datei geprüft oder endgültig nennt, werden es."
    ),
    "drafts": "Entwürfe",
    "approved": "freigegeben",
    "refused": "nicht übernommen",
    "file": "Datei",
    "here": "hier",
    # what keeps a file out
    "{subject}: not an XLIFF file: {detail}": "{subject}: keine XLIFF-Datei: {detail}",
    "{subject}: this is XLIFF {version}; newsbridge reads 2.0, 2.1 and 2.2. Let your program write the file back in the"
    " form in which newsbridge exported it": (
        "{subject}: das ist XLIFF {version}; newsbridge liest 2.0, 2.1 und 2.2. Lassen Sie Ihr Programm die Datei in"
        " der Form zurückschreiben, in der newsbridge sie ausgegeben hat"
    ),
    "{subject}: larger than {most} MB; divide it": "{subject}: größer als {most} MB; bitte teilen",
    "{subject}: declares a document type, which XLIFF does not need and which may be an attack; it is not read": (
        "{subject}: erklärt einen Dokumenttyp, den XLIFF nicht braucht und der ein Angriff sein kann; nicht gelesen"
    ),
    # what keeps segments out
    "this <file> is not from this newsroom: no translation of ours has its id and its text": (
        "dieses <file> ist nicht aus dieser Redaktion: keine Übersetzung hier hat seine Kennung und seinen Text"
    ),
    "this <file> says that it is in {tag}; the translation is in {language}": (
        "dieses <file> nennt {tag} als Sprache; die Übersetzung ist in {language}"
    ),
    "the release has changed since the export and is not translated anew yet; run newsbridge translate first": (
        "die Mitteilung hat sich seit der Ausgabe geändert und ist noch nicht neu übersetzt; bitte zuerst"
        " newsbridge translate ausführen"
    ),
    "the unit {unit} is not one of this release": "die Einheit {unit} gehört nicht zu dieser Mitteilung",
    "segments were split, joined or left out in unit {unit}; nothing of it is taken": (
        "in der Einheit {unit} wurden Segmente geteilt, verbunden oder weggelassen; nichts davon wird übernommen"
    ),
    "this segment stands in the file twice; the first counts": (
        "dieses Segment steht zweimal in der Datei; das erste zählt"
    ),
    "the German is not what was exported; only the translation may be changed": (
        "das Deutsche ist nicht, was ausgegeben wurde; nur die Übersetzung darf geändert werden"
    ),
    "the release has changed since the export, and this sentence is not in it any more, or more than once": (
        "die Mitteilung hat sich seit der Ausgabe geändert, und dieser Satz steht nicht mehr oder mehrfach darin"
    ),
    "the machine has not translated this sentence yet; run newsbridge translate first": (
        "die Maschine hat diesen Satz noch nicht übersetzt; bitte zuerst newsbridge translate ausführen"
    ),
    "{by} has edited this segment since the export; both texts are kept, merge them": (
        "{by} hat dieses Segment seit der Ausgabe bearbeitet; beide Texte bleiben, bitte zusammenführen"
    ),
    "the translation here is another one than was exported; both texts are kept, merge them": (
        "die Übersetzung hier ist eine andere als die ausgegebene; beide Texte bleiben, bitte zusammenführen"
    ),
    "not well-formed, nothing is read from here on: {detail}": (
        "nicht wohlgeformt, ab hier wird nichts gelesen: {detail}"
    ),
    "the unit has no <segment>": "die Einheit hat kein <segment>",
    "the segment must hold one <source>": "das Segment muss genau ein <source> enthalten",
    "a segment holds at most one <target>, behind its <source>": (
        "ein Segment enthält höchstens ein <target>, hinter seinem <source>"
    ),
    "»{state}« is no state of XLIFF 2; there are {known}": "»{state}« ist kein Zustand von XLIFF 2; es gibt {known}",
    "<{name}> cannot stand within a sentence": "<{name}> kann nicht in einem Satz stehen",
    '<cp hex="{hex}"> is no character': '<cp hex="{hex}"> ist kein Zeichen',
    "the code {code} does not belong to this sentence; take it out": (
        "der Code {code} gehört nicht zu diesem Satz; bitte entfernen"
    ),
    "the code {code} stands there twice; take one out": "der Code {code} steht zweimal da; bitte einen entfernen",
    "the code {code} ends before it begins, or has only one of its ends": (
        "der Code {code} endet, bevor er beginnt, oder hat nur eines seiner Enden"
    ),
    "the code {code} stands around no words": "der Code {code} umschließt keine Wörter",
    "the code {code} is of another kind than in the German": "der Code {code} ist von anderer Art als im Deutschen",
    "the code {code} is missing; put it around its words": (
        "der Code {code} fehlt; bitte um die zugehörigen Wörter setzen"
    ),
}
