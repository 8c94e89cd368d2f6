"""People without an account: invited and removed by mail address; their page, their mails, a link that went astray."""

from dataclasses import replace

from core.errors import Conflict
from core.model.links import mails
from core.model.networks import Network
from core.model.organisations import PersonKind
from core.services import home
from core.services import members as member_services
from core.services import outsiders as services
from handlers.commands import fold
from handlers.meaning import about
from handlers.routing import Context, Interaction, Response, Show, route
from views import members as member_views
from views import outsiders as views


@route("outsiders.invite", writes=True)
def invite(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        if context.lacks:
            raise Conflict("outsiders.lacks", settings=", ".join(context.lacks))
        outcome = services.invite(
            context.uow, network, context.person, mails(words), kind=_kind_in(words), at=context.now
        )
        return Show(member_views.invited(context.t, network, outcome))

    words = interaction.text or " ".join(interaction.value.split("|")[1:])
    return about(replace(interaction, text=""), context, act, extra=tuple(words.split()))


def _kind_in(words: str) -> PersonKind | None:
    """`navn@firma.dk som borger`: in what capacity somebody is invited; they may say otherwise themselves."""
    return next((_KINDS[word] for word in map(fold, words.split()) if word in _KINDS), None)


_KINDS = {fold(kind.value): kind for kind in PersonKind if kind not in (PersonKind.EMPLOYEE, PersonKind.MANAGER)} | {
    "politician": PersonKind.POLITICIAN,
    "citizen": PersonKind.CITIZEN,
    "company": PersonKind.COMPANY,
    "association": PersonKind.ASSOCIATION,
    "education": PersonKind.EDUCATION,
    "forskning": PersonKind.EDUCATION,
    "research": PersonKind.EDUCATION,
}


@route("outsiders.remove", writes=True)
def remove(interaction: Interaction, context: Context) -> Response:
    def act(network: Network) -> Response:
        person = member_services.remove(context.uow, network, context.person, "".join(addresses[:1]), at=context.now)
        return Show(member_views.was_removed(context.t, network, person))

    addresses = (*mails(interaction.text), *interaction.value.split("|")[1:])[:1]
    return about(replace(interaction, text=""), context, act, extra=addresses)


@route("outsiders.page")
def page(interaction: Interaction, context: Context) -> Response:
    standing = home.of(context.uow, context.person, at=context.now)
    return Show(views.page(context.t, standing, context.organisation))


@route("outsiders.mails_off", writes=True)
def mails_off(interaction: Interaction, context: Context) -> Response:
    return _mails(context, wanted=False)


@route("outsiders.mails_on", writes=True)
def mails_on(interaction: Interaction, context: Context) -> Response:
    return _mails(context, wanted=True)


def _mails(context: Context, *, wanted: bool) -> Response:
    services.mails(context.uow, context.person, wanted=wanted)
    return Show(views.mails(context.t, wanted=wanted))


@route("outsiders.not_theirs", writes=True)
def not_theirs(interaction: Interaction, context: Context) -> Response:
    services.not_theirs(context.uow, context.person, interaction.value, at=context.now)
    return Show(views.thank_you(context.t))
