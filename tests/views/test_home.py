"""A person's page, the overview, the help, and how a no is told."""

from dataclasses import replace

import pytest

from core.model.members import MemberState
from core.services.home import HomePage, Standing
from locales.catalogue import Translator, translator
from tests.acting import buttons, said
from tests.builders import NOW, a_member, a_network, a_person, a_round
from views import home as views
from views.elements import Heading

DA, EN = translator("da"), translator("en")
BO = a_person()
NETWORK = a_network(BO, name="Tryg hjem")
STANDING = Standing(network=NETWORK, is_leader=True, is_member=True, open_round=a_round(NETWORK))
PAGE = HomePage(
    person=BO,
    at=NOW,
    standings=(STANDING,),
    invitations=((a_member(NETWORK, BO, state=MemberState.INVITED), NETWORK),),
    questions=(NETWORK,),
    anchored=(NETWORK, NETWORK),
)


class TestANo:
    def test_gives_back_what_was_typed(self) -> None:
        """Nothing is lost, and nothing in it is markup."""
        view = views.refused(DA, ["Det går *ikke*."], typed=["En lang tekst"])
        assert said(view).splitlines() == [
            "Det går *ikke*.",
            "Her er det, du skrev, så du ikke mister det:",
            "En lang tekst",
        ]

    def test_is_short_when_nothing_was(self) -> None:
        """The reason, and no more."""
        assert said(views.refused(EN, ["No."], typed=[])) == "No."


class TestAPage:
    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_puts_what_waits_first(self, t: object) -> None:
        """Each with its buttons."""
        shown = views.page(t, PAGE)
        headings = [element.text for element in shown.elements if isinstance(element, Heading)]
        assert headings == [t.plain("home.title"), t.plain("home.waiting"), t.plain("home.networks")]
        waiting = {"members.accept", "members.decline", "rounds.answer", "roles.yes", "roles.no"}
        assert waiting <= set(buttons(shown))

    @pytest.mark.parametrize("t", [DA, EN], ids=["da", "en"])
    def test_of_the_secretariat_counts_what_is_to_be_confirmed(self, t: object) -> None:
        """With the way there; `mine` as well, also of who is in no network."""
        for shown in (views.page, views.mine):
            view = shown(t, HomePage(person=BO, at=NOW, unconfirmed=2))
            assert t.plain("home.unconfirmed", n=2) in said(view)
            assert "outcomes.waiting" in buttons(view)

    def test_of_somebody_new_says_how_to_begin(self) -> None:
        """With a button, for those who may."""
        assert "networks.start" in buttons(views.page(DA, HomePage(person=BO, at=NOW)))
        assert "ikke med i nogen netværk" in said(views.page(DA, HomePage(person=BO, at=NOW)))

    def test_of_the_secretariat_says_how_to_follow(self) -> None:
        """Nobody else is told."""
        assert "opsamling" in said(views.page(DA, HomePage(person=replace(BO, is_secretariat=True), at=NOW)))
        assert "opsamling" not in said(views.page(DA, HomePage(person=BO, at=NOW)))

    def test_of_an_administrator_says_what_they_can_do(self) -> None:
        """Nobody else is told."""
        shown = said(views.page(DA, HomePage(person=replace(BO, is_administrator=True), at=NOW)))
        assert "Du er administrator" in shown
        assert "administrator" not in said(views.page(DA, HomePage(person=BO, at=NOW)))

    def test_lets_an_answer_be_changed(self) -> None:
        """While the round is open."""
        answered = replace(PAGE, standings=(replace(STANDING, is_answered=True),))
        assert "Ret dit svar" in [button.label for button in buttons(views.page(DA, answered)).values()]

    def test_stays_short(self) -> None:
        """Many networks are counted, not all listed."""
        many = replace(PAGE, standings=(replace(STANDING, is_answered=True),) * 15)
        assert "og 3 netværk mere" in said(views.page(DA, many))
        assert len(views.page(DA, many).elements) <= 60


class TestMine:
    def test_of_an_anchor_names_what_they_anchor(self) -> None:
        """In a sentence."""
        anchor = HomePage(person=BO, at=NOW, anchored=(NETWORK, NETWORK))
        assert "Du er ledelsesophæng for Tryg hjem og Tryg hjem." in said(views.mine(DA, anchor))


@pytest.mark.parametrize(
    ("t", "parts"),
    [
        (
            DA,
            (
                "supplement til afdelingerne, ikke en erstatning",
                "ikke sager",
                "ikke opgaver",
                "godkender ikke",
                "personale",
            ),
        ),
        (
            EN,
            ("complement the departments and do not replace", "no cases", "no tasks", "approve nothing", "staff files"),
        ),
    ],
    ids=["da", "en"],
)
def test_the_help_says_what_networks_are_not(t: Translator, parts: tuple[str, ...]) -> None:
    """A3: a supplement to the area structure; no cases, tasks, approvals or staff files."""
    shown = said(views.guide(t))
    assert [part for part in parts if part not in shown] == []


def test_the_help_names_every_word_about_the_organisation() -> None:
    """In both languages."""
    for t, words in (
        (DA, ("`mig`", "`organisation`", "`sekretariat`")),
        (EN, ("`me`", "`organisation`", "`secretariat`")),
    ):
        shown = said(views.guide(t))
        assert [word for word in words if word.strip("`") not in shown] == []
