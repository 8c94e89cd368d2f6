"""Find the handler, run it in one transaction, turn refusals into something kind to read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import NotFound, Refusal, Repeated, Unfit, Unknown
from core.failpoints import reach
from core.model.organisations import Belonging, Organisation, Person
from core.ports import Actor, Calendar, UnitOfWork, UnitsOfWork
from core.ports_codes import Suggester
from handlers import commands, routing
from handlers.routing import Context, Done, FileDoor, Interaction, Invalid, Response, Show
from locales.catalogue import Translator, translator
from views import home as views


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Runs interactions. `now`: the calendar clock. `committed`: called after something was changed. `met_stranger`:
    called when somebody acts whom we do not know, so that the workspace's people are read anew. `lacks`: the settings
    that are missing before mails can be written; `files_lack`: before files can be fetched at `file_door`.
    `suggester`, `model`: as in `Context`.
    """

    units_of_work: UnitsOfWork
    calendar: Callable[[Organisation], Calendar]
    now: Callable[[], datetime]
    committed: Callable[[], None] = lambda: None
    met_stranger: Callable[[], None] = lambda: None
    lacks: tuple[str, ...] = ()
    file_door: FileDoor | None = None
    files_lack: tuple[str, ...] = ()
    suggester: Suggester | None = None
    model: str = ""

    def run(self, interaction: Interaction) -> Response:
        """One interaction in a transaction of its own: claimed, carried out and committed together, or not at all."""
        interaction = commands.resolve(interaction)
        route = routing.find(interaction.route)
        writes = route is not None and route.writes
        with self.units_of_work.writing() if writes else self.units_of_work.reading() as uow:
            response = self._attempt(uow, interaction)
            changed = writes and not isinstance(response, _Told)
            if changed:
                reach("acts.before_commit", interaction.route)
                uow.commit()
        if changed:
            reach("acts.after_commit", interaction.route)
            self.committed()
        return response.response if isinstance(response, _Told) else response

    def run_within(self, uow: UnitOfWork, interaction: Interaction) -> Response:
        """One interaction inside a transaction that the caller commits (events are worked off so).

        A refusal changes nothing only if services check before they write: they do.
        """
        response = self._attempt(uow, commands.resolve(interaction))
        return response.response if isinstance(response, _Told) else response

    def _attempt(self, uow: UnitOfWork, interaction: Interaction) -> "Response | _Told":
        t = translator("da")
        try:
            context = self._context(uow, interaction)
            t = context.t
            route = routing.find(interaction.route)
            if route is None:
                raise NotFound("errors.route")
            if route.writes:
                uow.acts.claim(interaction.key, context.now)
            return route.handler(interaction, context)
        except Repeated:
            return _Told(Done())
        except Refusal as refusal:
            if isinstance(refusal, Unknown):
                self.met_stranger()
            return _Told(_tell(t, refusal, interaction))

    def _context(self, uow: UnitOfWork, interaction: Interaction) -> Context:
        actor = uow.people.find_actor(interaction.platform, interaction.workspace, interaction.account)
        if actor is None:
            raise Unknown("errors.workspace")
        organisation, workspace, _ = actor
        person = _person(actor, interaction)
        return Context(
            uow=uow,
            organisation=organisation,
            workspace=workspace,
            person=person,
            t=translator(person.language),
            now=self.now(),
            calendar=self.calendar(organisation),
            lacks=self.lacks,
            file_door=self.file_door,
            files_lack=self.files_lack,
            suggester=self.suggester,
            model=self.model,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """A refusal, told: nothing is committed."""

    response: Response


def _person(actor: Actor, interaction: Interaction) -> Person:
    person = actor.person
    if person is None or person.gone:
        raise Unknown("errors.person")
    if interaction.is_outside and person.belonging is not Belonging.OUTSIDE:
        return replace(person, belonging=Belonging.OUTSIDE, is_secretariat=False, is_administrator=False)
    return person


def _tell(t: Translator, refusal: Refusal, interaction: Interaction) -> Response:
    if isinstance(refusal, Unfit) and interaction.is_form:
        return Invalid({name: _text(t, why) for name, why in refusal.fields.items()})
    typed = [text for text in interaction.answers.values() if isinstance(text, str) and len(text) > 20]
    whys = refusal.fields.values() if isinstance(refusal, Unfit) else (refusal,)
    return Show(views.refused(t, [_text(t, why) for why in whys], typed=typed))


def _text(t: Translator, why: str | Refusal) -> str:
    if isinstance(why, str):
        return t.plain(why)
    values = {name: value if isinstance(value, int) else str(value) for name, value in why.values.items()}
    return t.plain(why.key, **values)
