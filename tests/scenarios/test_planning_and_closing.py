"""A network's rhythm is changed, paused and resumed, and what it says of itself is changed."""

from tests.support.playing import network, start
from tests.support.town import JONAS, LARS, METTE, Town


class TestTheRhythm:
    def test_another_rhythm_holds_from_the_next_round_and_says_when_that_is(self, small_town: Town) -> None:
        """`plan` answers with the day of the next round."""
        channel = network(small_town, members=(LARS,))
        modal = small_town.person(METTE).command("/netvaerk plan", channel=channel).modal
        assert modal is not None
        sent = modal.fill({modal.fields[0]: "Hver anden uge"}).submit()
        assert sent.modal is not None
        assert "kl. 9.00" in sent.modal.text

    def test_a_pause_ends_by_itself(self, small_town: Town) -> None:
        """`pause 3 uger` moves the next round past the pause; `genoptag` brings it back."""
        channel = network(small_town, members=(LARS,))
        mette = small_town.person(METTE)
        before = _next_opening(small_town)
        mette.command("/netvaerk pause 3 uger", channel=channel)
        small_town.settle()
        assert (_next_opening(small_town) - before).days >= 14
        mette.command("/netvaerk genoptag", channel=channel)
        small_town.settle()
        assert _next_opening(small_town) == before

    def test_a_member_cannot_plan(self, small_town: Town) -> None:
        """Only the leader and the secretariat plan; others are told so kindly."""
        channel = network(small_town, members=(JONAS,))
        assert small_town.person(JONAS).command("/netvaerk plan", channel=channel).modal is None


class TestTheNextReflection:
    def test_asks_what_the_leader_has_written(self, small_town: Town) -> None:
        """`næste` shows what comes; a question of one's own takes its place, and everybody is asked it."""
        channel = network(small_town, members=(LARS,))
        mette = small_town.person(METTE)
        shown = mette.command("/netvaerk næste", channel=channel)
        assert shown.message is not None
        modal = mette.click("Skriv selv", in_message=shown.message).modal
        assert modal is not None
        modal.fill({"Dit spørgsmål": "Hvad overraskede jer på mødet med borgerne?"}).submit()
        small_town.next_round()
        assert small_town.sees(small_town.person(LARS), channel, "Hvad overraskede jer på mødet med borgerne?")


class TestChanging:
    def test_the_charter_follows_a_change(self, small_town: Town) -> None:
        """`ret` changes the purpose, and the pinned charter shows it."""
        channel = network(small_town, members=(LARS,))
        modal = small_town.person(METTE).command("/netvaerk ret", channel=channel).modal
        assert modal is not None
        modal.fill({modal.fields[1]: "Ingen skal vente på at komme hjem."}).submit()
        assert small_town.sees(small_town.person(METTE), channel, "Ingen skal vente på at komme hjem.")

    def test_an_idea_becomes_a_network_when_it_has_all_it_needs(self, small_town: Town) -> None:
        """What was left out is filled in with `ret`; then a first round is planned."""
        start(small_town, Type=None, Ledelsesophæng=None, Afdelinger=None, **{"Forventet afslutning": None})
        small_town.settle()
        modal = small_town.person(METTE).command("/netvaerk ret tryg hjem").modal
        assert modal is not None
        assert modal.title
        assert _next_opening_or_none(small_town) is None


def _next_opening_or_none(town: Town):
    with town.house.units_of_work.reading() as uow:
        return uow.schedules.next_due_at()


def _next_opening(town: Town):
    due = _next_opening_or_none(town)
    assert due is not None
    return due
