"""How a handler hands out a file: by a personal link, or by saying which settings are missing."""

from core.model import keys
from core.model.files import Wanted
from core.model.networks import Network
from core.services import files
from handlers.routing import Context, FileDoor, Interaction, Response, Show
from views import reports as views


def address(
    interaction: Interaction, context: Context, door: FileDoor, wanted: Wanted, network: Network | None = None
) -> str:
    """Where the actor fetches a file, without the end of its name. `network`: if it is about one."""
    person, act = context.person, interaction.key
    found, digest = door(keys.file(wanted.file, person.id, act))
    files.issue(context.uow, person, wanted, network=network, act=act, digest=digest, at=context.now)
    return found


def lacking(context: Context) -> Response:
    """There is no door here, and why."""
    return Show(views.lacks(context.t, context.files_lack))
