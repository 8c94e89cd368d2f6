"""Draws pictures from their descriptions: PNG for the chat, SVG to take along. The one door to the drawing library."""

from io import BytesIO
from threading import Lock

from matplotlib import rc_context
from matplotlib.figure import Figure

from bot.files.drawing import chart, flower
from bot.files.drawing.sheet import legible
from views.pictures import SVG, Chart, Garden, Picture

DOTS = 110
"""Of a PNG, to the inch: as wide as a chat shows it enlarged."""
_LOCK = Lock()
"""The library's fonts and settings are shared by all threads."""


def rendered(picture: Picture, end: str) -> bytes:
    """The bytes of a picture. `end`: png or svg; the same picture gives the same bytes."""
    with _LOCK:
        return saved(drawn(picture), picture.title, end)


def drawn(picture: Picture) -> Figure:
    """The picture, not yet in any format."""
    match picture:
        case Garden():
            return flower.drawn(picture)
        case Chart():
            return chart.drawn(picture)


def saved(figure: Figure, title: str, end: str) -> bytes:
    """The bytes of a picture that has been drawn."""
    file, facts = BytesIO(), {"Title": legible(title)}
    with rc_context({"svg.hashsalt": "netvaerk", "svg.fonttype": "path"}):
        figure.savefig(file, format=end, dpi=DOTS, metadata=facts | ({"Date": None} if end == SVG else {}))
    return file.getvalue()
