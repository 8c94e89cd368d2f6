"""The page of somebody without an account: what they would press in chat, they press here. GET changes nothing."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import MailAccess
from bot.crew import Crew
from bot.platforms import Doors
from bot.web.drawing import Sheet, notice, sheet
from bot.web.patience import Patience
from bot.web.secrets import digest_of
from core.errors import NotFound
from core.model.links import Link
from core.model.organisations import OURS, Person
from core.ports import UnitsOfWork
from core.services import outsiders
from handlers.routing import Done, Given, Interaction, Invalid, Open, Replace, Show
from locales.catalogue import Translator, translator
from scheduler.engine import Bug, attempt
from views.elements import Form, View

HOME = "outsiders.page"
ALLOWED = frozenset(
    {
        *("members.accept", "members.join", "members.decline", "members.leave", "members.left"),
        *("rounds.answer", "replies.save", "replies.withdraw", "networks.status", "people.language", "home.mine"),
        *("outsiders.mails_off", "outsiders.mails_on", "outsiders.not_theirs"),
    }
)
"""What may be pressed on the page; the handlers check the rest, as for everybody."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
MOST_BYTES = 100_000
"""Of a form that is sent in."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who came by which link."""

    link: Link
    person: Person
    secret: str

    @property
    def t(self) -> Translator:
        return translator(self.person.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """`workspace`: ours of the organisation. `now`: calendar clock."""

    units_of_work: UnitsOfWork
    doors: Doors
    workspace: str
    now: Callable[[], datetime]

    def visitor(self, secret: str) -> Visitor | None:
        with self.units_of_work.reading() as uow:
            try:
                link, person = outsiders.opens(uow, digest_of(secret), at=self.now())
            except NotFound:
                return None
        return Visitor(link, person, secret)

    def home(self, visitor: Visitor) -> str | None:
        """Their page as it is now."""
        return self._run(visitor, self._interaction(visitor, HOME), is_home=True)

    def pressed(self, visitor: Visitor, fields: Sequence[tuple[str, str]]) -> str | None:
        """A button or a form; None: it is done and there is nothing to show but their page."""
        own = {name: text for name, text in fields if name.startswith("_")}
        if own.get("_route") not in ALLOWED:
            return notice(visitor.t, "outsiders.not_here")
        given = _given(fields)
        act = self._interaction(
            visitor,
            own["_route"],
            value=own.get("_value", ""),
            answers=given,
            is_form="_form" in own,
            stamp=own.get("_stamp", ""),
        )
        opener = (own.get("_opener", ""), own.get("_opened", ""))
        return self._run(visitor, act, opener=opener)

    def _interaction(
        self,
        visitor: Visitor,
        route: str,
        *,
        value: str = "",
        answers: dict[str, Given] | None = None,
        is_form: bool = False,
        stamp: str = "",
    ) -> Interaction:
        return Interaction(
            key=f"{visitor.link.key}:{stamp or secrets.token_hex(8)}:{route}:{value}",
            route=route,
            platform=OURS,
            workspace=self.workspace,
            account=visitor.person.account,
            value=value,
            answers=answers or {},
            is_form=is_form,
            is_private=True,
        )

    def _run(
        self, visitor: Visitor, act: Interaction, *, opener: tuple[str, str] = ("", ""), is_home: bool = False
    ) -> str | None:
        response = attempt("page", partial(self.doors.dispatch, act))
        match response:
            case Bug(reference=reference):
                return notice(visitor.t, "outsiders.failed", reference=reference)
            case Done():
                return None
            case Open(form):
                same = act.route == form.route
                return self._drawn(visitor, form, opener=opener if same else (act.route, act.value))
            case Invalid(errors):
                return self._again(visitor, act, opener, errors)
            case _:
                return self._drawn(visitor, response.view, is_home=is_home)

    def _again(
        self, visitor: Visitor, act: Interaction, opener: tuple[str, str], errors: Mapping[str, str]
    ) -> str | None:
        """The form that was sent in, with what was typed and what is wrong with it."""
        if opener[0] not in ALLOWED:
            return notice(visitor.t, "outsiders.not_here")
        opened = self.doors.dispatch(self._interaction(visitor, opener[0], value=opener[1]))
        if isinstance(opened, Show | Replace):
            return self._drawn(visitor, opened.view)
        if not isinstance(opened, Open):
            return None
        return self._drawn(visitor, opened.form, opener=opener, given=act.answers, errors=errors)

    def _drawn(
        self,
        visitor: Visitor,
        shown: View | Form,
        *,
        opener: tuple[str, str] = ("", ""),
        given: Mapping[str, Given] = MappingProxyType({}),
        errors: Mapping[str, str] = MappingProxyType({}),
        is_home: bool = False,
    ) -> str:
        with self.units_of_work.reading() as uow:
            person = uow.people.get(visitor.person.id)  # they may just have chosen another language
            organisation = uow.organisations.get(person.organisation_id)
        return sheet(
            Sheet(
                t=translator(person.language),
                shown=shown,
                address=f"/l/{visitor.secret}",
                stamp=secrets.token_hex(8),
                organisation=organisation.name,
                allowed=ALLOWED,
                key=visitor.link.key,
                opener=opener,
                given=given,
                errors=errors,
                is_home=is_home,
            )
        )


def _given(fields: Sequence[tuple[str, str]]) -> dict[str, Given]:
    """By input: a text, or several where several may be chosen."""
    asked = {text for name, text in fields if name == "_asked"}
    given: dict[str, Given] = {}
    for name, text in fields:
        if name.startswith("_"):
            continue
        before = given.get(name)
        given[name] = text if before is None else (*((before,) if isinstance(before, str) else before), text)
    return {**{name: () for name in asked if name not in given}, **given}


def routes(
    access: MailAccess,
    units_of_work: UnitsOfWork,
    doors: Doors,
    crew: Crew,
    *,
    workspace: str,
    now: Callable[[], datetime],
) -> Sequence[BaseRoute]:
    """The page and its style."""
    pages = Pages(units_of_work=units_of_work, doors=doors, workspace=workspace, now=now)
    patience = Patience()
    style = (files("bot.web") / "style.css").read_text("utf-8")

    async def page(request: Request) -> Response:
        who = request.client.host if request.client else ""
        if not patience.has(who):
            return _html(notice(stranger(request), "outsiders.too_many"), 429)
        visitor = await crew.workers.run(pages.visitor, request.path_params["secret"])
        if visitor is None:
            patience.try_(who)
            return _html(notice(stranger(request), "outsiders.no_link"), 404)
        shown: str | None
        if request.method != "POST":
            shown = await crew.workers.run(pages.home, visitor)
            return _html(shown or "")
        body = await request.body()
        if len(body) > MOST_BYTES:
            return _html(notice(visitor.t, "outsiders.not_here"), 413)
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        shown = await crew.workers.run(pages.pressed, visitor, fields)
        if shown is None:
            return RedirectResponse(f"/l/{visitor.secret}", status_code=303, headers=HEADERS)
        return _html(shown)

    async def styled(request: Request) -> Response:
        return Response(style, media_type="text/css", headers={"X-Content-Type-Options": "nosniff"})

    return (Route("/l/style.css", styled), Route("/l/{secret}", page, methods=["GET", "HEAD", "POST"]))


def _html(text: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(text, status_code=status, headers=HEADERS)


def stranger(request: Request) -> Translator:
    """In the language that a browser asks for."""
    asked = request.headers.get("accept-language", "").casefold()
    return translator("en" if asked.startswith("en") else "da")
