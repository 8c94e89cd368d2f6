"""What leaves the chat as a file: how each kind of content is written down, by the end of the file's name."""

from datetime import datetime

from bot.files import csv_files, markdown
from views import documents, tables
from views.documents import Document
from views.tables import Workbook

WORD, MARKDOWN = documents.WORD, documents.MARKDOWN
SPREADSHEET, SEPARATED = tables.SPREADSHEET, tables.SEPARATED
TYPES = {
    SPREADSHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    SEPARATED: "text/csv; charset=utf-8",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    MARKDOWN: "text/markdown; charset=utf-8",
}
"""The media type of each end."""


def rendered(content: Document | Workbook, end: str, *, author: str, at: datetime) -> bytes | None:
    """The bytes of a file; None if such a content has no such end. `author`: who it is by; `at`: when it was made.

    The libraries are large, and few processes ever write such a file: each is imported when it is first needed.
    """
    if isinstance(content, Document) and end == MARKDOWN:
        return markdown.rendered(content)
    if isinstance(content, Document) and end == WORD:
        from bot.files import word

        return word.rendered(content, author=author, at=at)
    if isinstance(content, Workbook) and end == SEPARATED:
        return csv_files.rendered(content)
    if isinstance(content, Workbook) and end == SPREADSHEET:
        from bot.files import spreadsheets

        return spreadsheets.rendered(content, author=author, at=at)
    return None
