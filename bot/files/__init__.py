"""What leaves the chat as a file: how each kind of content is written down, by the end of the file's name."""

from datetime import datetime

from bot.files import csv_files, markdown
from views import documents, pictures, tables
from views.documents import Document
from views.pictures import Chart, Garden
from views.tables import Workbook
from views.ties import CSV, GRAPHML, Web

WORD, MARKDOWN = documents.WORD, documents.MARKDOWN
SPREADSHEET, SEPARATED = tables.SPREADSHEET, tables.SEPARATED
Content = Document | Workbook | Garden | Chart | Web
"""What a file can be made of."""
TYPES = {
    SPREADSHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    SEPARATED: "text/csv; charset=utf-8",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    MARKDOWN: "text/markdown; charset=utf-8",
    pictures.PNG: "image/png",
    pictures.SVG: "image/svg+xml",
    GRAPHML: "application/graphml+xml",
}
"""The media type of each end."""
INLINE = frozenset({pictures.PNG})
"""What is shown where it is linked to; everything else is saved."""


def rendered(content: Content, end: str, *, author: str, at: datetime) -> bytes | None:
    """The bytes of a file; None if such a content has no such end. `author`: who it is by; `at`: when it was made.

    The libraries are large, and few processes ever write such a file: each is imported when it is first needed.
    """
    match content:
        case Document() if end == MARKDOWN:
            return markdown.rendered(content)
        case Document() if end == WORD:
            from bot.files import word

            return word.rendered(content, author=author, at=at)
        case Workbook() if end == SEPARATED:
            return csv_files.rendered(content)
        case Workbook() if end == SPREADSHEET:
            from bot.files import spreadsheets

            return spreadsheets.rendered(content, author=author, at=at)
        case Garden() | Chart() if end in (pictures.PNG, pictures.SVG):
            from bot.files import drawing

            return drawing.rendered(content, end)
        case Web() if end in (CSV, GRAPHML):
            from bot.files import connections

            return (connections.table if end == CSV else connections.graph)(content)
        case _:
            return None
