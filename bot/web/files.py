"""Files that are fetched by a personal link: for who asked, for a day, worked out anew each time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import LinkAccess
from bot.crew import Crew
from bot.files import markdown
from bot.web.drawing import notice
from bot.web.pages import HEADERS, stranger
from bot.web.patience import Patience
from bot.web.secrets import digest_of, secret_of
from core.errors import NotFound
from core.ports import UnitsOfWork
from core.services import reports
from locales.catalogue import translator
from views import reports as views

_KINDS = {
    views.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    views.MARKDOWN: "text/markdown; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class FileDoor:
    """Where files are fetched."""

    access: LinkAccess

    def __call__(self, key: str) -> tuple[str, str]:
        """The address that the key of a link leads to, without the end of the name; what its secret is known by."""
        secret = secret_of(key, self.access.secret)
        return f"{self.access.public_url}/f/{secret}", digest_of(secret)


def routes(units_of_work: UnitsOfWork, crew: Crew, *, now: Callable[[], datetime]) -> Sequence[BaseRoute]:
    """`now`: calendar clock."""
    patience = Patience()

    def made(secret: str, kind: str) -> bytes | None:
        with units_of_work.reading() as uow:
            at = now()
            try:
                network, person = reports.opens(uow, digest_of(secret), at=at)
            except NotFound:
                return None
            report = reports.of_network(uow, network, person, at=at)
            author = uow.organisations.get(network.organisation_id).name
        document = views.document(translator(person.language), report)
        if kind == views.MARKDOWN:
            return markdown.rendered(document)
        from bot.files import word  # its library is large, and few processes ever write such a file

        return word.rendered(document, author=author, at=at)

    async def fetch(request: Request) -> Response:
        who, kind = request.client.host if request.client else "", request.path_params["kind"]
        if not patience.has(who):
            return _html(notice(stranger(request), "outsiders.too_many"), 429)
        secret = request.path_params["secret"]
        content = await crew.workers.run(made, secret, kind) if kind in _KINDS else None
        if content is None:
            patience.try_(who)
            return _html(notice(stranger(request), "reports.no_link"), 404)
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="netvaerksberetning.{kind}"'}
        return Response(content, media_type=_KINDS[kind], headers=headers)

    return (Route("/f/{secret}.{kind}", fetch, methods=["GET", "HEAD"]),)


def _html(text: str, status: int) -> HTMLResponse:
    return HTMLResponse(text, status_code=status, headers=HEADERS)
