"""LIX, how heavy a text is to read: words per sentence plus the share of words over six letters, in per cent.

Source: domain.md [48]. A line ends a sentence as a full stop does, and so does the dot between points (·):
headings and points are read one by one.
"""

import re


def lix(text: str) -> float:
    """Of a text of several lines; 0 for no words."""
    sentences = [words for part in re.split(r"[.:!?]\s|\n| · ", text) if (words := re.findall(r"[^\W\d_]+", part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)
