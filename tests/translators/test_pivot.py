from collections.abc import Sequence

from model.languages import Language
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wish, Wishes
from translators.fake import FakeEngine
from translators.pivot import PivotEngine


class Recorder(FakeEngine):
    """A fake engine with a score of its own, which remembers what it was asked for."""

    def __init__(self, target: Language, score: float = -0.5, others: int = 0) -> None:
        super().__init__(target)
        self.score = score
        self.others = others
        self.wishes: Wishes = {}
        self.hypotheses = 0

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        self.wishes, self.hypotheses = wishes, decoding.hypotheses
        others = tuple(Reading(f"lesart {number}", -1.0 - number) for number in range(self.others))
        return [
            Reading(reading.text, self.score, reading.align, others=others)
            for reading in super().translate(texts, decoding)
        ]


def wished(engine: Recorder) -> dict[str, list[tuple[str, str]]]:
    """What an engine was told: the words of each text and their targets."""
    return {text: [(text[w.start : w.end], w.target) for w in wishes] for text, wishes in engine.wishes.items()}


def test_a_pivot_keeps_the_english_and_the_lower_score() -> None:
    engine = PivotEngine(Recorder(Language.EN, -0.2), Recorder(Language.ZH, -0.9), "argos de-en 1.0 + en-zh 1.0")

    (reading,) = engine.translate(["Stadt 48"], Decoding(align=True))

    assert reading.via == "tdatS 48"
    assert reading.text == FakeEngine(Language.ZH).translate(["tdatS 48"])[0].text
    assert reading.score == -0.9
    assert reading.align is not None
    assert reading.align(0) == 0


def test_a_pivot_of_two_engines_is_named_after_both() -> None:
    first, second = FakeEngine(Language.EN), FakeEngine(Language.ZH)

    assert PivotEngine(first, second).name == "fake + fake"
    assert PivotEngine(first, second, "argos de-en 1.0 + en-zh 1.9").name == "argos de-en 1.0 + en-zh 1.9"


def test_wishes_for_the_german_reach_the_english_words() -> None:
    first, second = Recorder(Language.EN), Recorder(Language.ZH)
    text = "Die Industriestädteallianz tagt in Foshan."

    PivotEngine(first, second).translate([text], wishes={text: [Wish(4, 26, "工业城市联盟"), Wish(35, 41, "佛山")]})

    assert wished(first) == {}
    assert wished(second) == {
        "eiD znaillaetdätseirtsudnI tgat ni nahsoF.": [("znaillaetdätseirtsudnI", "工业城市联盟"), ("nahsoF", "佛山")]
    }


def test_a_wish_that_the_alignment_scatters_is_left_out() -> None:
    class Scattering(Recorder):
        def translate(
            self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES
        ) -> list[Reading]:
            return [Reading("a b c d e f g h", align=lambda offset: 0 if offset < 3 else 14) for _ in texts]

    second = Recorder(Language.ZH)
    PivotEngine(Scattering(Language.EN), second).translate(["Stadtwerke"], wishes={"Stadtwerke": [Wish(0, 10, "市政")]})

    assert wished(second) == {"a b c d e f g h": []}


def test_further_readings_are_those_of_the_second_engine() -> None:
    first = Recorder(Language.EN)
    engine = PivotEngine(first, Recorder(Language.ZH, -0.3, others=2))

    (reading,) = engine.translate(["Stadt"], Decoding(hypotheses=3))

    assert first.hypotheses == 1
    assert [(other.text, other.score, other.via) for other in reading.others] == [
        ("lesart 0", -1.0, "tdatS"),
        ("lesart 1", -2.0, "tdatS"),
    ]
