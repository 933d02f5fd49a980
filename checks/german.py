"""German for editors: what each check does, and the sentences of its findings."""

CHECKS = {
    "empty": (
        "Die Übersetzung ist leer, obwohl das Deutsche es nicht ist. Eine Anmerkung, was verloren ging, oder "
        "bloße Zeichen gelten als nichts. Sperrt: Es gibt nichts zu lesen."
    ),
    "copied": (
        "Die Übersetzung ist das Deutsche selbst oder beinahe. Nur bei laufendem Text geprüft: Namen, Adressen "
        "und Einheiten sind in jeder Sprache gleich. Sperrt: Das Deutsche steht nie für eine Übersetzung."
    ),
    "script": (
        "Die Übersetzung ist nicht in der Schrift ihrer Sprache. Chinesisch ohne chinesisches Zeichen sperrt, "
        "außer das Deutsche besteht nur aus Namen, Adressen und Zahlen; ebenso Englisch, das großenteils "
        "chinesisch ist. Einzelne chinesische Wörter im Englischen und fremde Schriften überall sind Fehler."
    ),
    "repetition": (
        "Die Maschine lief im Kreis, oder ein Wort steht doppelt. Dieselben Wörter dreimal hintereinander oder "
        "immer dieselben wenigen: ein Fehler; sperrt, wo es den größten Teil ausmacht. Eine Warnung bei "
        "doppelten Wörtern."
    ),
    "length": (
        "Die Übersetzung ist viel zu kurz oder zu lang für ihr Deutsches. Eine Warnung außerhalb dessen, was "
        "gute Übersetzungen sind; ein Fehler, wo etwas weggefallen oder erfunden sein muss."
    ),
    "omission": (
        "Ein Stück des Deutschen oder ein Wort mit bekannter Entsprechung fehlt in der Übersetzung. Gelernt aus "
        "19.000 Übersetzungen vom Fach: was aus jedem Wort wird und wie lang Übersetzungen sind. Eine Warnung; "
        "ein Fehler bei erdrückenden Anhaltspunkten."
    ),
    "addition": (
        "Ein Stück der Übersetzung oder ein englischer Name mit bekannter deutscher Form steht nicht im "
        "Deutschen. Dieselben Anhaltspunkte wie bei Auslassungen, in der anderen Richtung. Eine Warnung: "
        "Maschinen erfinden, was oft zusammensteht."
    ),
    "negation": (
        "Das Deutsche verneint, und kein Wort der Übersetzung tut es: not, never, without; 不, 没, 无, 未. "
        "Schweigt bei Verneinungen, die Übersetzungen selten behalten (»nicht nur«). Eine Warnung."
    ),
    "residue": (
        "Deutsche Wörter sind stehen geblieben; im Chinesischen lateinische Wörter, die keine Namen sind. Namen, "
        "Termini, Abkürzungen, Einheiten und Adressen sind erlaubt. Eine Warnung; ein Fehler, wenn drei Wörter "
        "oder mehr ein Viertel des Textes ausmachen."
    ),
    "traditional": (
        "Das Chinesische hat Langzeichen, die man auf dem Festland nicht schreibt. Gefunden, wo OpenCC den Text "
        "beim Umwandeln in Kurzzeichen ändert, sofern nicht Termbank oder Original das Wort so schreiben. Eine "
        "Warnung."
    ),
    "numbers": (
        "Eine Zahl des Deutschen fehlt, oder die Übersetzung hat eine, die dort nicht steht. Verglichen wird der "
        "Wert: 2,5 Mio. ist 250万 ist 2.5 million; Prozent und Währung gehören zur Zahl. Ein Fehler; eine "
        "Warnung bei Zahlen in Worten, ein Hinweis bei Ordnungszahlen in Worten."
    ),
    "numerals": (
        "Das Chinesische schreibt eine Zahl oder ein Datum, wie es niemand schreibt: 851万万, oder 2026年1月27 ohne 日 "
        "(GB/T 15835-2011). Ein Fehler bei doppelter Einheit, denn Leser wissen nicht, was gemeint ist; eine "
        "Warnung beim Datum."
    ),
    "dates": (
        "Ein Datum oder eine Uhrzeit des Deutschen fehlt, oder die Übersetzung hat etwas, das dort nicht steht. "
        "Verglichen wird der Wert: 24.03.2021 ist 2021年3月24日; 19.30 Uhr ist 7:30 p.m. Ein Fehler; eine "
        "Warnung bei einem Monat allein und einer Uhrzeit in Worten."
    ),
    "addresses": (
        "Eine E-Mail-Adresse, Internetadresse, Telefonnummer oder ein Aktenzeichen ging verloren oder wurde "
        "verändert. Sie bleiben in jeder Sprache Zeichen für Zeichen gleich. Ein Fehler: Wer schreibt oder "
        "anruft, erreichte niemanden."
    ),
    "names": (
        "Ein Name des Deutschen fehlt: Person, Ort, Organisation, Veranstaltung oder Abkürzung. Es gilt jede "
        "Form der Termbank und die lateinische; von Personen genügt der Nachname. Ein Fehler bei Personen und "
        "Namen der Termbank, eine Warnung bei Firmen und Abkürzungen, ein Hinweis bei Personen in chinesischen "
        "Zeichen."
    ),
    "terms": (
        "Ein Terminus ist nicht so übersetzt, wie die Termbank es vorschreibt, oder in einer verbotenen Form. "
        "Eine Warnung; ein Hinweis, wo er nur Teil eines längeren Wortes ist. Namen prüft die Prüfung der Namen."
    ),
    "links": (
        "Ein Link des Deutschen fehlt, steht auf keinem Wort oder ist nicht im Deutschen. Verglichen wird die "
        "Adresse, gleich wo im Satz. Ein Fehler: Leserinnen und Leser kämen nicht dorthin, wohin das Deutsche "
        "sie schickt."
    ),
    "brackets": (
        "Eine Klammer oder ein Anführungszeichen ist nicht geschlossen oder nicht geöffnet, oder alle "
        "Anführungszeichen des Deutschen sind verloren. Ein Zitat über mehrere Segmente ist auch im Deutschen "
        "offen; dann darf es die Übersetzung sein. Eine Warnung."
    ),
    "punctuation": (
        "Das Chinesische hat halbbreite Zeichen oder vollbreite Ziffern und Buchstaben, das Englische vollbreite "
        "Zeichen, oder die Schlusszeichen unterscheiden sich. Eine Warnung bei Zeichen der anderen Sprache, ein "
        "Hinweis beim Schlusszeichen."
    ),
    "spacing": (
        "Ein Leerzeichen steht, wo die Sprache keines hat: zwischen chinesischen Zeichen, neben vollbreiten "
        "Zeichen, vor einem Komma. Eines zwischen chinesischem Zeichen und Buchstabe oder Ziffer ist "
        "Geschmackssache. Eine Warnung."
    ),
    "note": (
        "Die Übersetzung hat etwas verloren und sagt das in einer Anmerkung an ihrem Ende. Was dort steht, "
        "stimmt, aber niemand hat es im Satz gesagt. Eine Warnung: Jemand muss es einarbeiten."
    ),
    "first_mention": (
        "Ein Terminus ist bei seiner ersten Nennung im Artikel nicht ausgeschrieben oder danach nicht kurz. Wo "
        "die Termbank solche Formen hat: 西门子（Siemens） bei der ersten Nennung im Text, später und in Titeln "
        "西门子. Eine Warnung bei der ersten Nennung, ein Hinweis bei späteren."
    ),
    "consistency": (
        "Ein deutscher Terminus oder Name kam im selben Artikel in verschiedenen Formen heraus. Jede ist "
        "richtig, aber man hält sie für Verschiedenes. Die bevorzugte Form mit ihrer langen und kurzen gilt als "
        "eine. Ein Hinweis bei jedem Segment, das von der ersten Form abweicht."
    ),
}

SENTENCES = {
    "The translation is empty.": "Die Übersetzung ist leer.",
    "The translation is still the German text.": "Die Übersetzung ist noch der deutsche Text.",
    "There is no Chinese character in the translation.": "In der Übersetzung steht kein chinesisches Zeichen.",
    "The translation is Chinese instead of English.": "Die Übersetzung ist chinesisch statt englisch.",
    "»{word}« is of a foreign script.": "»{word}« ist in fremder Schrift.",
    "»{words}« repeats.": "»{words}« wiederholt sich.",
    "The same few words come over and over.": "Dieselben wenigen Wörter kommen immer wieder.",
    "»{words}« stands twice.": "»{words}« steht doppelt.",
    "The translation is very short: {translated} characters for {german}.": (
        "Die Übersetzung ist sehr kurz: {translated} Zeichen für {german}."
    ),
    "The translation is very long: {translated} characters for {german}.": (
        "Die Übersetzung ist sehr lang: {translated} Zeichen für {german}."
    ),
    "Something seems to be left out, perhaps »{words}«.": "Etwas scheint zu fehlen, vielleicht »{words}«.",
    "»{word}« seems not to be translated.": "»{word}« scheint nicht übersetzt zu sein.",
    "»{words}« seems not to be in the German.": "»{words}« steht wohl nicht im Deutschen.",
    "»{word}« denies, and nothing in the translation does.": "»{word}« verneint, in der Übersetzung verneint nichts.",
    "Not translated: {words}.": "Nicht übersetzt: {words}.",
    "No figure ends in »{unit}«.": "Keine Zahl endet auf »{unit}«.",
    "The date »{date}« lacks 日.": "Dem Datum »{date}« fehlt 日.",
    "Traditional characters: {characters} (simplified: {simplified}…).": (
        "Langzeichen: {characters} (als Kurzzeichen: {simplified}…)."
    ),
    "»{value}« is missing: {wanted}.": "»{value}« fehlt: {wanted}.",
    "»{value}« is not in the German.": "»{value}« steht nicht im Deutschen.",
    "»{address}« is missing or changed.": "»{address}« fehlt oder wurde verändert.",
    "»{address}« is not in the German.": "»{address}« steht nicht im Deutschen.",
    "»{name}« is missing: {wanted}.": "»{name}« fehlt: {wanted}.",
    "»{name}« stands in German: {wanted}.": "»{name}« steht auf Deutsch da: {wanted}.",
    "»{term}« is prescribed as {preferred}.": "»{term}« heißt nach der Termbank {preferred}.",
    "»{form}« must not be used for »{term}«: {preferred}.": "»{form}« darf für »{term}« nicht stehen: {preferred}.",
    "The link to {href} is missing.": "Der Link auf {href} fehlt.",
    "The link to {href} is not in the German.": "Der Link auf {href} steht nicht im Deutschen.",
    "The link to {href} stands on no word.": "Der Link auf {href} steht auf keinem Wort.",
    "»{sign}« is missing.": "»{sign}« fehlt.",
    "The German quotes, the translation has no quotation marks.": (
        "Das Deutsche zitiert, die Übersetzung hat keine Anführungszeichen."
    ),
    "»{sign}« is half-width.": "»{sign}« ist halbbreit.",
    "»{sign}« is full-width.": "»{sign}« ist vollbreit.",
    "The translation begins with »{sign}«.": "Die Übersetzung beginnt mit »{sign}«.",
    "The translation ends with »{translated}«, the German without a stop.": (
        "Die Übersetzung endet mit »{translated}«, das Deutsche ohne Schlusszeichen."
    ),
    "The German ends with »{german}«, the translation without a stop.": (
        "Das Deutsche endet mit »{german}«, die Übersetzung ohne Schlusszeichen."
    ),
    "The German ends with »{german}«, the translation with »{translated}«.": (
        "Das Deutsche endet mit »{german}«, die Übersetzung mit »{translated}«."
    ),
    "There is a space too many in »{around}«.": "In »{around}« ist ein Leerzeichen zu viel.",
    "Unverified: noted as lost are {lost}.": "Ungeprüft: als verloren angemerkt sind {lost}.",
    "At its first mention »{term}« is {wanted}.": "Bei der ersten Nennung heißt »{term}« {wanted}.",
    "After its first mention »{term}« is {wanted}.": "Nach der ersten Nennung heißt »{term}« {wanted}.",
    "»{term}« is {form} here and {before} before.": "»{term}« heißt hier {form} und vorher {before}.",
}
