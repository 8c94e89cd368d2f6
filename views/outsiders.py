"""What people without an account read: the mails they get, and their page."""

from collections.abc import Sequence

from core.model.networks import Network
from core.model.organisations import Organisation, Person
from core.model.prompts import Prompt
from core.model.rounds import Round
from core.services.home import HomePage
from locales.catalogue import Translator
from locales.words import Plain, Strong, Words
from views import deliveries, members
from views import home as homes
from views.elements import Actions, Button, Divider, Element, Heading, Listing, Note, Quote, Style, Text, View
from views.mentions import mention


def asked(t: Translator, network: Network, round: Round, prompt: Prompt, *, shared_last: Words | None) -> View:
    """A round is open: what is asked, who sees the answers, until when."""
    title = t.own(prompt.title)
    told: tuple[Element, ...] = (Text(shared_last), Divider()) if shared_last else ()
    until = t.moment(round.closes_at, network.zone) if round.closes_at else ""
    answer = Button(label=t.plain("outsiders.answer"), route="rounds.answer", value=round.id, style=Style.PRIMARY)
    return View(
        summary=t.plain("outsiders.asked", network=network.name, title=title),
        elements=(
            *told,
            Heading(title),
            Text(t("outsiders.asks", network=network.name)),
            Listing(tuple((Plain(t.own(question.texts)),) for question in prompt.questions if question.has_choice)),
            Note(t("rounds.who_private" if prompt.is_private else "rounds.who_chosen")),
            Note(t("outsiders.until", deadline=until)),
            Actions((answer,)),
        ),
    )


def invitations(t: Translator, networks: Sequence[Network], organisation: Organisation) -> View:
    """They have not answered yet: all that invite them, once more and then never again."""
    words = t("outsiders.invitations", n=len(networks), organisation=organisation.name)
    told: list[Element] = []
    for network in networks:
        told += [Text((Strong(network.name),)), Quote(network.purpose)]
    return View(
        summary=t.plain("outsiders.invitations_summary", n=len(networks)),
        elements=(Text(words), *told, Text(t("outsiders.invitations_answer")), Note(t("outsiders.invitations_last"))),
    )


def farewell(t: Translator, network: Network, *, leader: Person) -> View:
    """The network has closed: thank you."""
    over = deliveries.network_over(t, network)
    return View(
        summary=over.summary,
        elements=(
            *over.elements,
            Text(t("networks.thanks_to", leader=mention(leader))),
        ),
    )


def page(t: Translator, home: HomePage, organisation: Organisation) -> View:
    """Their own page: what waits, their networks, what is stored and why, and their choices."""
    person = home.person
    return View(
        summary=t.plain("outsiders.page", organisation=organisation.name),
        elements=(
            Text(t("outsiders.whose", name=person.name)),
            *homes.mine(t, home).elements,
            Heading(t.plain("outsiders.choices")),
            _mails_button(t, wanted=person.wants_mail),
            *members.information(t, organisation),
        ),
    )


def mails(t: Translator, *, wanted: bool) -> View:
    """What they have chosen, and the way back."""
    key = "outsiders.mails_wanted" if wanted else "outsiders.mails_unwanted"
    return View(summary=t.plain(key), elements=(Text(t(key)), _mails_button(t, wanted=wanted)))


def thank_you(t: Translator) -> View:
    """For telling that the link was not theirs."""
    return View(summary=t.plain("outsiders.thank_you"), elements=(Text(t("outsiders.thank_you")),))


def _mails_button(t: Translator, *, wanted: bool) -> Actions:
    name = "mails_off" if wanted else "mails_on"
    return Actions((Button(label=t.plain(f"outsiders.button_{name}"), route=f"outsiders.{name}"),))
