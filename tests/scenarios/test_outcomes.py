"""What came out of a network is recorded, heard of, confirmed and summed up; a proposal moves; an offshoot grows."""

from dataclasses import replace

from sandbox.driver_parts import Message, Modal
from tests.support.playing import PLACE, answer, in_weeks, network
from tests.support.town import JONAS, LARS, METTE, SARA, Town

CHANGE = "Visitationen og depotet holder fælles morgenmøde."
WHO, WHERE, HOW, NEW = "Hvem gør hvad anderledes?", "Hvor i organisationen?", "Hvordan ved I det?", "Er det noget nyt?"


class TestWhatCameOutOfIt:
    def test_from_the_form_to_the_summary(self, any_town: Town) -> None:
        """A member records a change, the network hears of it, the secretariat confirms it and reads it first."""
        town = any_town
        channel = network(town, members=(LARS, JONAS))
        _recorded(town, channel, JONAS)
        post = town.sees(town.person(METTE), channel, CHANGE)
        assert "Jonas" in post.text
        assert "ikke bekræftet endnu" in post.text
        _confirmed(town)
        assert "ikke bekræftet" not in town.sees(town.person(METTE), channel, CHANGE).text
        town.person(SARA).say_to_bot("opsamling tryg hjem")
        text = town.hears(town.person(SARA), "Opsamling: Tryg hjem").text
        assert text.index("Forandringer i basisorganisationen") < text.index(CHANGE)
        assert "set selv" in text
        assert "1 er bekræftet" in text

    def test_taken_back_it_is_gone_everywhere(self, small_town: Town) -> None:
        """From the channel and from the list."""
        town = small_town
        channel = network(town, members=(JONAS,))
        _recorded(town, channel, JONAS)
        town.sees(town.person(METTE), channel, CHANGE)
        jonas = town.person(JONAS)
        jonas.click("Træk tilbage", in_message=_list(town, channel, JONAS))
        town.settle()
        assert not any(CHANGE in message.text for message in town.person(METTE).messages(channel))
        assert CHANGE not in _list(town, channel, METTE).text

    def test_a_form_that_lacks_its_source_says_so(self, small_town: Town) -> None:
        """A29: the unit and how it is known are asked for at their inputs; nothing is posted."""
        town = small_town
        channel = network(town, members=(JONAS,))
        modal = _form(town, channel, JONAS, "Forandring")
        sent = modal.fill({WHO: CHANGE, NEW: "Noget nyt"}).submit()
        assert sent.outcome == "errors"
        town.settle()
        assert not any(CHANGE in message.text for message in town.person(METTE).messages(channel))

    def test_a_proposal_is_moved_by_another_member(self, small_town: Town) -> None:
        """One tap, and the post says how far it has come."""
        town = small_town
        channel = network(town, members=(LARS, JONAS))
        modal = _form(town, channel, JONAS, "Forslag")
        given = {"Hvad foreslår I?": "En fast telefontid.", "Hvor langt er det?": "Idé", NEW: "Noget nyt"}
        assert modal.fill(given).submit().outcome == "updated"
        town.settle()
        town.person(LARS).click("Nu er det: beskrevet", in_message=_list(town, channel, LARS))
        town.settle()
        post = town.sees(town.person(METTE), channel, "En fast telefontid.")
        assert "beskrevet · noget nyt" in post.text

    def test_an_offshoot_becomes_a_network(self, small_town: Town) -> None:
        """A4: the start form begins with it; both the post and the new network's card say where it came from."""
        town = small_town
        channel = network(town, members=(JONAS,))
        modal = _form(town, channel, JONAS, "Knop")
        words = "Vandgruppen"
        given = {"Hvad gror der ud af netværket?": words, "Hvad er det for en knop?": "Nyt engagement"}
        assert modal.fill(given).submit().outcome == "updated"
        town.settle()
        started = town.person(JONAS).click("Gør til et netværk", in_message=_list(town, channel, JONAS)).modal
        assert started is not None
        purpose = next(label for label in started.fields if label.startswith("Formål"))
        end = {"Forventet afslutning": in_weeks(town, 20), PLACE: "Et nyt sted, kun for deltagerne"}
        sent = started.fill({purpose: "Regnvandet skal blive i gården.", **end}).submit()
        assert sent.outcome == "updated"
        town.settle()
        assert town.sees(town.person(METTE), channel, f"blev til netværket {words}")
        card = town.sees(town.person(JONAS), "vandgruppen", "Regnvandet skal blive i gården.")
        assert "Tryg hjem" in card.text.partition("Voksede ud af")[2]

    def test_an_answer_about_a_change_is_written_down_with_one_tap(self, small_town: Town) -> None:
        """The button on the receipt opens the form with the words in it; nobody has to write them twice."""
        town = small_town
        channel = network(town, members=(JONAS,))
        _ask_about_changes(town, channel)
        receipt = answer(town, JONAS, channel, CHANGE).modal
        assert receipt is not None
        modal = receipt.click("Skriv ned som forandring").modal
        assert modal is not None
        assert modal.value(WHO) == CHANGE
        modal.fill({HOW: "Fortalt af andre", NEW: "Noget nyt", WHERE: ["Sundhed og Omsorg"]}).submit()
        town.settle()
        assert (
            "fortalt af andre · noget nyt"
            in town.sees(town.person(METTE), channel, "har skrevet en forandring ned").text
        )


def _ask_about_changes(town: Town, channel: str) -> None:
    """The last round asks what has changed."""
    with town.house.units_of_work.writing() as uow:
        library = {prompt.id: prompt for prompt in uow.prompts.newest()}
        first, questions = library["velf-afslutning-1"], library["velf-afslutning-3"].questions
        uow.prompts.add(replace(first, version=first.version + 1, questions=questions), 0)
        uow.commit()
    modal = town.person(METTE).command("/netvaerk afslut", channel=channel).modal
    assert modal is not None
    modal.submit()
    town.settle()


def _list(town: Town, channel: str, who: str) -> Message:
    """What `udbytte` shows in the network's channel."""
    seen = town.person(who).command("/netvaerk udbytte", channel=channel)
    assert seen.message is not None, seen
    return seen.message


def _form(town: Town, channel: str, who: str, kind: str) -> Modal:
    """The form behind the button of a kind."""
    modal = town.person(who).click(kind, in_message=_list(town, channel, who)).modal
    assert modal is not None
    return modal


def _recorded(town: Town, channel: str, who: str) -> None:
    modal = _form(town, channel, who, "Forandring")
    given = {WHO: CHANGE, WHERE: ["Sundhed og Omsorg"], HOW: "Set selv", NEW: "Forbedrer noget, vi har"}
    assert modal.fill(given).submit().outcome == "updated"
    town.settle()


def _confirmed(town: Town) -> None:
    sara = town.person(SARA)
    sara.say_to_bot("bekræft")
    waiting = town.hears(sara, "venter på at blive bekræftet")
    assert CHANGE in waiting.text
    modal = sara.click("Bekræft", in_message=waiting).modal
    assert modal is not None
    sent = modal.fill({"Hvem eller hvad har I det fra?": "Lederen af visitationen"}).submit()
    assert sent.modal is not None
    left = sent.modal.click("Se dem, der venter").modal
    assert left is not None
    assert "ingen lige nu" in left.text
    town.settle()
