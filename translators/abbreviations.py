"""What a sentence splitter has to know about words: what a full stop may belong to, what begins a sentence."""

_NEVER_LAST = """
    bspw. bzw. ca. d.h. dipl. dipl.-ing. dr. evtl. fr. geb. gebr. gez. ggf. hl. hr. hrsg. i.d.r. ing. inkl. insb.
    mag. mult. postf. priv.-doz. prof. s.a. sog. st. v.a. vgl. z.b. z.zt. zzgl.
"""

_SOMETIMES_LAST = """
    a.d. abs. abt. anm. apr. art. aufl. aug. bd. co. corp. d.j. dez. e.v. etc. feb. i.a. i.r. i.v. inc. jan. jr.
    kap. ltd. m.b.h. max. min. mind. mio. mrd. n.chr. nov. nr. nrn. o.ä. okt. s. sek. sep. sept. sr. std. str. tel.
    tsd. u.a. u.u. u.v.m. u.ä. usw. uvm. v.chr. v.l.n.r. z.t. ziff.
"""

_OPENERS = """
    ab aber alle allein allerdings als also alternativ am an andere anders anschließend auch auf aufgrund aus
    außerdem bei beide beim bereits besonders bis bisher bislang da dabei dadurch dafür dagegen daher dahinter
    damals damit danach daneben dank dann daran darauf daraufhin daraus darin darum darunter darüber das dass davon
    davor dazu dem den denn dennoch der deren derzeit des deshalb dessen deswegen dich die dies diese diesem diesen
    dieser dieses doch dort durch ebenfalls ebenso ein eine einem einen einer einerseits eines er erst erstmals es
    etwa euer falls für ganz gegen gegenwärtig gemeinsam gleichzeitig hat heute hier hierbei hierfür hierzu hinzu
    ich ihm ihn ihnen ihr ihre ihren ihrer im in infolge insbesondere insgesamt inzwischen ist ja je jede jeder
    jedes jedoch jetzt kein keine können künftig laut man mehr mein meine mit mithilfe mittlerweile nach nachdem
    neben nein nicht noch nun nur ob obwohl oder ohne schließlich schon sehr sein seine seinen seit seitdem selbst
    sie sind so sobald sofern sogar solche somit sondern sowie sowohl statt stattdessen trotz trotzdem um und uns
    unser unsere unter viele vom von vor vorher wann warum was weder wegen weil weitere weiterhin welche wenn wer
    werden wie wieso wir wird wo wobei wofür während zu zudem zuerst zugleich zuletzt zum zunächst zur zusammen
    zusätzlich zuvor zwar zwischen über
"""

_NUMBERED = """
    § abs. absatz anlage art. artikel halle haus kapitel linie nr. plan platz punkt raum route s. saal satz seite stufe
    tempo teil ziff. zimmer
"""

NEVER_LAST = frozenset(_NEVER_LAST.split())
"""Abbreviations that something must follow: a full stop here ends no sentence."""

SOMETIMES_LAST = frozenset(_SOMETIMES_LAST.split())
"""Abbreviations that may end a sentence: the next word decides."""

OPENERS = frozenset(_OPENERS.split())
"""Words that, capitalised, begin a sentence; nouns and names are none, so that `14. Fünfjahresplan` holds together."""

NUMBERED = frozenset(_NUMBERED.split())
"""Words whose number stands behind them: with a full stop it is no ordinal, so a sentence ends there."""

ENGLISH_NEVER_LAST = frozenset({"approx.", "cf.", "ca.", "e.g.", "i.e.", "incl."})
"""English abbreviations that something must follow, beyond those that sentencex knows."""

ENGLISH_LAST = frozenset({"etc."})
"""English abbreviations that, before a capital letter, end a sentence."""
