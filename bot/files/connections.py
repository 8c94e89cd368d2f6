"""Who is connected with whom, as a table for a spreadsheet and as a graph for programs that draw such."""

import csv
import unicodedata
from io import BytesIO, StringIO

from views.ties import Web

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would work out (OWASP, "CSV Injection")."""


def table(web: Web) -> bytes:
    """CSV in UTF-8 with a byte order mark, by which spreadsheets know it; no cell is a formula."""
    file = StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_cell(text) for text in row] for row in (web.heads, *web.rows)])
    return file.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULAS) or text.startswith(_FORMULAS) else text


def graph(web: Web) -> bytes:
    """GraphML: networks, and what they tie together, joined by lines."""
    import networkx  # few processes ever write such a file

    drawn: networkx.Graph[str] = networkx.Graph()
    for node in web.nodes:
        facts = {_plain(name): _plain(value) for name, value in node.facts.items()}
        drawn.add_node(_plain(node.key), label=_plain(node.label), kind=_plain(node.kind), **facts)
    drawn.add_edges_from((_plain(one), _plain(other)) for one, other in web.edges)
    file = BytesIO()
    networkx.write_graphml(drawn, file)
    return file.getvalue()


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))
