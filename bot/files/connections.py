"""Who is connected with whom, as a table for a spreadsheet and as a graph for programs that draw such."""

import unicodedata
from io import BytesIO

from bot.files import csv_files
from views.ties import Web


def table(web: Web) -> bytes:
    """CSV, as every table that leaves the chat."""
    return csv_files.written(web.heads, web.rows)


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
