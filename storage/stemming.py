"""Words without their Danish endings. The stemmer lives here: the core is plain Python, and what stems the words that
are written down must be what stems those that are looked for.

Words come folded (`core.model.searching`), on both sides, so that "boernene" and "børn" are one; the algorithm's
endings are spelled with a to z but for one, so that little is lost by it.
"""

from threading import local

import snowballstemmer

_thread = local()  # a stemmer works on itself, so each thread has one


def stem(word: str) -> str:
    """A folded word without its endings."""
    if not hasattr(_thread, "stemmer"):
        _thread.stemmer = snowballstemmer.stemmer("danish")
    return str(_thread.stemmer.stemWord(word))
