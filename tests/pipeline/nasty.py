"""What press portals have put before us, or could: pages by their path, for one portal."""

from tests.pipeline.conftest import BODY

_CELLS = "".join(
    f"<tr><th>Stadt {row}</th>" + "".join(f"<td>{row * column}<br>t</td>" for column in range(4)) + "</tr>"
    for row in range(25)
)
_LISTS = (
    "<ul><li>eins<ol><li>zwei<ul><li>drei<ol><li>vier <b>fett<i>schräg</b></i></li></ol></li></ul></li></ol></li></ul>"
)
_LONG = "".join(f"<p>Nummer {number} heißt {'Wasserstoffhochdruckspeicher' * 70}.</p>" for number in range(55))
_PICTURES = (
    '<figure><img src="/bild" alt="a &quot;b&quot; \'c\' <d>"><figcaption>Ohne Endung</figcaption></figure>'
    '<figure><img src="/Bild mit Größe &amp; ß.jpg"><figcaption>Mit Leerzeichen</figcaption></figure>'
    '<img src="data:image/png;base64,AAAA" alt="x">'
)
_LINKS = (
    '<p>Siehe <a href="/pfad mit leer/größe.pdf?a=ä&amp;b=&quot;c&quot;#ziel ü">Datei</a>, '
    '<a href="https://köln.example/straße">Köln</a>, <a href="javascript:alert(1)">nichts</a>, '
    '<a href="http://[">kaputt</a> und <a href=\'mailto:a"b@c.example\'>Post</a>.</p>'
)

PAGES = {
    "rtl": ("Besuch aus Haifa: שלום und مرحبا", f"<p>مرحبا \u202bשלום\u202c \u200f(ende)</p>{BODY}"),
    "emoji": (
        "👩‍👩‍👧‍👦 Familientag 🏳️‍🌈 in Ko\u0308ln 🇨🇳",
        f"<p>Ein Fest 🎉 mit Zalgo e\u0301\u0327\u0301 und ﷽.</p>{BODY}",
    ),
    "cdata": (
        "Ende ]]&gt; und &lt;![CDATA[ Anfang",
        f"<p>]]&gt; &lt;!-- --&gt; &lt;?xml version?&gt; &lt;/channel&gt;</p>{BODY}",
    ),
    "control": (
        "Steuer\x0bzeichen\x07 &#0;&#8;&#xD800;&#xDFFF;&#xFFFE;&#x1F;Ende",
        f"<p>a\x01b\x96&#x85;c\x0cd&#xD83D;e\u2028f\ufeffg\u00adh &#55357;&#56832;</p>{BODY}",
    ),
    "long": ("Hundert Kilobyte", _LONG),
    "untitled": ("", BODY),
    "entities": (
        "Müller &amp;amp; Söhne &amp;lt;b&amp;gt; &amp;auml; &amp;#228;",
        f"<p>&amp;nbsp;&amp;amp;lt;script&amp;amp;gt; 5 &lt; 6 &amp; 7 &gt; 6 &euro; &hellip;</p>{BODY}",
    ),
    "table": ("Tabelle mit 25 Zeilen", f"<table>{_CELLS}</table>{BODY}"),
    "lists": ("Listen in Listen", f"{_LISTS}{BODY}"),
    "pictures": (
        'Bilder ohne "Art"',
        f"{_PICTURES}{BODY}",
    ),
    "addresses": (
        "Adressen 'mit' Umlauten",
        f"{_LINKS}{BODY}",
    ),
    "script": (
        "Titel mit &lt;script&gt;alert(1)&lt;/script&gt;",
        f'<script>alert(1)</script><p onclick="x()" style="color:red">Harmlos <svg onload=x></svg></p>{BODY}',
    ),
    "future": ("Aus der Zukunft", BODY),
    "ancient": ("Aus alter Zeit", BODY),
    "twin-1": ("Derselbe Titel", BODY),
    "twin-2": ("Derselbe Titel", f"<p>Nicht derselbe Text.</p>{BODY}"),
    "corrected": ("Wird berichtigt", BODY),
    "withdrawn": ("Wird zurückgezogen", BODY),
    "held": ("Wird zurückgehalten", BODY),
}
"""Title and body by name, as HTML."""
DATES = {"future": "22.05.2031", "ancient": "22.05.1971"}
