"""Members answer: in the form or in the thread; they change, withdraw and come late; and each sees what is theirs."""

from sandbox.driver_parts import Message
from tests.support.playing import MEMBERS, answer, answer_form, fill, network, prompt
from tests.support.town import EMMA, JONAS, LARS, METTE, Town


class TestInTheForm:
    def test_a_shared_reply_follows_edits_and_withdrawal(self, small_town: Town) -> None:
        """What the bot posted in the thread is changed with the reply and goes away with it."""
        channel = network(small_town)
        small_town.next_round()
        receipt = answer(small_town, JONAS, channel, "Vi mødes hver morgen nu.").modal
        assert "mødes hver morgen" in _thread(small_town, channel)
        changed = fill(answer_form(small_town, JONAS, channel), "Vi mødes hver anden morgen.").submit()
        small_town.settle()
        assert "hver anden morgen" in _thread(small_town, channel)
        assert receipt is not None
        assert changed.modal is not None
        changed.modal.click("Træk tilbage")
        small_town.settle()
        assert "morgen." not in _thread(small_town, channel)

    def test_an_empty_form_is_told_kindly(self, small_town: Town) -> None:
        """Nothing answered is an inline error, not a reply."""
        channel = network(small_town, members=(JONAS,))
        small_town.next_round()
        sent = answer_form(small_town, JONAS, channel).submit()
        assert sent.outcome == "errors"

    def test_a_cpr_number_is_never_saved(self, small_town: Town) -> None:
        """The field says so, and the text stays with the person."""
        channel = network(small_town, members=(JONAS,))
        small_town.next_round()
        sent = fill(answer_form(small_town, JONAS, channel), "Borgeren 010190-1234 ringede.").submit()
        assert sent.outcome == "errors"
        assert "CPR" in " ".join(sent.errors.values())

    def test_a_members_name_is_pointed_out_once(self, small_town: Town) -> None:
        """Names of members are pointed out before saving, and may be kept knowingly."""
        channel = network(small_town, members=(JONAS, LARS))
        small_town.next_round()
        sent = fill(answer_form(small_town, JONAS, channel), "Lars Østergaard tog ordet.").submit()
        assert sent.modal is not None
        first = sent.modal.fields[0]
        kept = sent.modal.fill({first: [sent.modal.choices(first)[0]]}).submit()
        assert "gemt" in (kept.modal.text if kept.modal else "")

    def test_the_form_is_in_the_persons_language(self, small_town: Town) -> None:
        """The card is in the network's language, the form in Emma's."""
        channel = network(small_town)
        small_town.next_round()
        emma = small_town.person(EMMA)
        seen = emma.click("Svar", in_message=prompt(small_town, emma, channel))
        assert seen.modal is not None
        assert "Who may see your answer?" in seen.modal.fields

    def test_a_late_answer_is_kept_and_marked(self, small_town: Town) -> None:
        """After the closing the form still opens; what is shared then is marked so."""
        channel = network(small_town)
        small_town.next_round()
        modal = answer_form(small_town, LARS, channel)
        card = prompt(small_town, small_town.person(LARS), channel)
        small_town.days(7)
        fill(modal, "Jeg nåede det ikke før nu.").submit()
        small_town.settle()
        thread = " ".join(m.text for m in small_town.person(METTE).thread(channel, card.ts))
        assert "Jeg nåede det ikke" in thread
        assert "Kom senere" in thread


class TestInTheThread:
    def test_the_first_message_becomes_the_reply_and_the_rest_is_talk(self, small_town: Town) -> None:
        """One message counts, with a receipt that only the writer sees; the next one is talk."""
        channel, card = _asked(small_town)
        lars = small_town.person(LARS)
        lars.say("Morgenmødet har hjulpet.", channel, thread=card.ts)
        receipt = _receipt(small_town, channel, card)
        lars.say("Og i øvrigt er det blevet vinter.", channel, thread=card.ts)
        small_town.settle()
        assert receipt.buttons[0] == "Det var ikke et svar"
        assert "1 har svaret" in prompt(small_town, lars, channel).text
        assert not any(m.ephemeral for m in small_town.person(METTE).thread(channel, card.ts))

    def test_it_was_not_an_answer(self, small_town: Town) -> None:
        """The button takes it back: nobody has answered."""
        channel, card = _asked(small_town)
        lars = small_town.person(LARS)
        lars.say("Hov, forkert tråd.", channel, thread=card.ts)
        lars.click("Det var ikke et svar", in_message=_receipt(small_town, channel, card))
        small_town.settle()
        assert "har svaret" not in prompt(small_town, lars, channel).text

    def test_edits_and_deletion_of_the_message_follow(self, small_town: Town) -> None:
        """The message is the reply: changing it changes the reply, deleting it withdraws it."""
        channel, card = _asked(small_town)
        lars = small_town.person(LARS)
        message = lars.say("Morgenmødet hjælper.", channel, thread=card.ts)
        _receipt(small_town, channel, card)
        lars.edit(message, "Morgenmødet hjælper meget.")
        small_town.workspace.eventually(lambda: "hjælper meget" in lars.command("/netvaerk svar", channel=channel).text)
        lars.modal.close()
        lars.delete(message)
        small_town.settle()
        small_town.workspace.eventually(lambda: "har svaret" not in prompt(small_town, lars, channel).text)
        assert "har svaret" not in prompt(small_town, lars, channel).text

    def test_a_message_of_ones_own_is_saved_by_the_shortcut(self, small_town: Town) -> None:
        """ "Gem som refleksion" opens the form with the text in it; another's message is refused kindly."""
        channel, _ = _asked(small_town)
        jonas = small_town.person(JONAS)
        said = jonas.say("I dag ringede en pårørende og sagde tak.", channel)
        seen = jonas.shortcut("Gem som refleksion", said)
        assert seen.modal is not None
        assert "pårørende og sagde tak" in seen.modal.text
        assert small_town.person(LARS).shortcut("Gem som refleksion", said).text.count("egne") == 1


def _asked(town: Town) -> tuple[str, Message]:
    channel = network(town, members=MEMBERS[:3])
    town.next_round()
    return channel, prompt(town, town.person(METTE), channel)


def _receipt(town: Town, channel: str, card: Message) -> Message:
    lars = town.person(LARS)
    return town.workspace.eventually(lambda: next((m for m in lars.thread(channel, card.ts) if m.ephemeral), None))


def _thread(town: Town, channel: str) -> str:
    mette = town.person(METTE)
    return " ".join(m.text for m in mette.thread(channel, prompt(town, mette, channel).ts))


class TestWhileNobodyListened:
    def test_what_was_said_is_found_and_counts_once(self, small_town: Town) -> None:
        """A message, an edit and a deletion that were never told to the bot are read in the thread; told late after
        all, they change nothing any more.
        """
        channel, card = _asked(small_town)
        lars = small_town.person(LARS)
        small_town.workspace.faults(events={"hold": True})
        message = lars.say("Morgenmødet hjælper.", channel, thread=card.ts)
        _look(small_town)
        _receipt(small_town, channel, card)
        lars.edit(message, "Morgenmødet hjælper meget.")
        _look(small_town)
        small_town.workspace.eventually(lambda: "hjælper meget" in lars.command("/netvaerk svar", channel=channel).text)
        lars.modal.close()
        lars.delete(message)
        _look(small_town)
        small_town.workspace.eventually(lambda: "har svaret" not in prompt(small_town, lars, channel).text)
        small_town.workspace.faults(events={"hold": False})
        small_town.settle()
        assert "har svaret" not in prompt(small_town, lars, channel).text


def _look(town: Town) -> None:
    """What the bot does at its start, and every ten minutes."""
    town.bot.engine.nudge("gaps")
