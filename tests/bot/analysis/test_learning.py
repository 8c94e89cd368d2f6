"""What is learnt from coded replies, beside the list of words."""

from bot.analysis import suggester
from bot.analysis.learning import LEAST_EXAMPLES, Learned
from bot.house import content
from core.model.codes import Code, CodeKind, Example
from core.model.ids import CodeId, OrganisationId
from core.model.keywords import Keywords
from tests.builders import ORGANISATION

OURS = [
    Code(id=CodeId(name), organisation_id=ORGANISATION, kind=CodeKind.OWN, texts={"da": name})
    for name in ("Blomster", "Cykler")
]
CODED = tuple(
    Example(text=f"{text} {n}", codes=(CodeId(name),))
    for n in range(LEAST_EXAMPLES // 2)
    for text, name in (("Vi plantede roser i gården", "Blomster"), ("Vi lappede dækkene", "Cykler"))
)


def learned() -> Learned:
    return Learned(Keywords(content("codes.yaml")))


class TestLearning:
    def test_finds_what_no_word_on_the_list_points_at(self) -> None:
        """Roses are flowers, because somebody said so before."""
        made = learned()
        assert made.suggest(ORGANISATION, "Naboen planter også roser", OURS) == ()
        made.learn(ORGANISATION, CODED)
        assert made.suggest(ORGANISATION, "Naboen planter også roser", OURS)[0] == "Blomster"

    def test_begins_with_sixty_coded_replies(self) -> None:
        """With fewer the list of words suggests alone."""
        made = learned()
        made.learn(ORGANISATION, CODED[:-1])
        assert made.suggest(ORGANISATION, "Naboen planter også roser", OURS) == ()

    def test_of_one_organisation_is_not_another_s(self) -> None:
        """What the one has coded is nothing to the other."""
        made = learned()
        made.learn(ORGANISATION, CODED)
        assert made.suggest(OrganisationId("another"), "Naboen planter også roser", OURS) == ()

    def test_of_one_code_alone_is_nothing(self) -> None:
        """There is nothing to tell apart."""
        made = learned()
        made.learn(ORGANISATION, [Example(text=each.text, codes=(CodeId("Cykler"),)) for each in CODED])
        assert made.suggest(ORGANISATION, "Naboen planter også roser", OURS) == ()


class TestWithoutTheLibrary:
    def test_the_list_of_words_suggests(self) -> None:
        """The extra is optional."""
        assert isinstance(suggester(content("codes.yaml"), installed=lambda name: None), Keywords)
        assert isinstance(suggester(content("codes.yaml"), installed=lambda name: name), Learned)
