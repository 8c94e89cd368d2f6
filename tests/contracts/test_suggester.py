"""What whoever suggests codes promises (core.ports_codes.Suggester): a list of words, and what is learnt beside it."""

import pytest

from bot.analysis.learning import Learned
from bot.house import content
from core.model.codes import Code, CodeKind, Example, code_id
from core.model.keywords import Keywords
from core.ports_codes import Suggester
from tests.builders import ORGANISATION
from tests.support.hostile import LONG


def a_code(option: str, name: str, kind: CodeKind = CodeKind.BARRIER) -> Code:
    id = code_id(ORGANISATION, kind, option)
    return Code(id=id, organisation_id=ORGANISATION, kind=kind, option=option, texts={"da": name})


TIME, LAW = a_code("tid", "Tid og travlhed"), a_code("jura", "Regler og jura")
MONEY, TRUST = a_code("oekonomi", "Penge"), a_code("tillid", "Tillid til hinanden", CodeKind.DRIVER)
CODES = (TIME, LAW, MONEY, TRUST)
BUSY = "Kalenderen er fuld, og møderne bliver aflyst, fordi vi er presset i driften"
CODED = tuple(
    Example(text=text, codes=(code.id,))
    for n in range(20)
    for text, code in ((f"{BUSY} {n}", TIME), (f"Juristen siger nej til samtykke {n}", LAW), (f"Vi griner {n}", TRUST))
)


def words() -> Suggester:
    return Keywords(content("codes.yaml"))


def learnt() -> Suggester:
    made = Learned(Keywords(content("codes.yaml")))
    made.learn(ORGANISATION, CODED)
    return made


@pytest.fixture(params=[words, learnt], ids=["words", "learnt"])
def suggester(request: pytest.FixtureRequest) -> Suggester:
    made: Suggester = request.param()
    return made


class TestASuggestion:
    def test_is_what_the_words_point_at(self, suggester: Suggester) -> None:
        """The likeliest comes first."""
        assert suggester.suggest(ORGANISATION, BUSY, CODES)[0] == TIME.id
        assert suggester.suggest(ORGANISATION, "Vi mangler samtykke fra en jurist", CODES)[0] == LAW.id

    def test_is_three_at_most_each_once_and_of_these_codes(self, suggester: Suggester) -> None:
        """However much the words point at."""
        everything = f"{BUSY}. Jura, samtykke, penge, budget, tillid og stemning."
        found = suggester.suggest(ORGANISATION, everything, CODES)
        assert len(found) == len(set(found)) == 3
        assert set(found) <= {code.id for code in CODES}
        assert LAW.id not in suggester.suggest(ORGANISATION, everything, [TIME, TRUST])

    def test_is_the_same_for_the_same_words(self, suggester: Suggester) -> None:
        """Nothing is left to chance."""
        assert len({tuple(suggester.suggest(ORGANISATION, BUSY, CODES)) for _ in range(3)}) == 1

    @pytest.mark.parametrize("text", ["", " \n ", "…!?"])
    def test_of_no_words_is_none(self, suggester: Suggester, text: str) -> None:
        """There is nothing to go by."""
        assert suggester.suggest(ORGANISATION, text.strip(" \n…!?"), CODES) == ()

    def test_survives_whatever_somebody_wrote(self, suggester: Suggester) -> None:
        """Text that wants to be markup, and very long."""
        assert set(suggester.suggest(ORGANISATION, LONG, CODES)) <= {code.id for code in CODES}

    def test_finds_an_own_code_by_its_name_and_words(self, suggester: Suggester) -> None:
        """Before anything is coded with it."""
        own = Code(
            id=TIME.id, organisation_id=ORGANISATION, kind=CodeKind.OWN, texts={"da": "Ventetider"}, words=("kø",)
        )
        assert suggester.suggest(ORGANISATION, "Ventetiden er halveret", [own]) == (own.id,)
        assert suggester.suggest(ORGANISATION, "Køen blev kortere", [own]) == (own.id,)

    def test_of_nothing_coded_is_the_list_s(self, suggester: Suggester) -> None:
        """All was taken back: what was learnt is forgotten."""
        suggester.learn(ORGANISATION, ())
        assert suggester.suggest(ORGANISATION, BUSY, CODES) == words().suggest(ORGANISATION, BUSY, CODES)
