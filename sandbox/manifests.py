"""An app's manifest as a file, whichever chat it is for."""

import json
from pathlib import Path
from typing import Any


class BadManifestError(Exception):
    """The manifest is missing or says something the chat would not accept; the message is for people."""


def load(path: Path) -> dict[str, Any]:
    """The manifest file's content, or BadManifestError in one sentence."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadManifestError(f"The manifest {path} does not exist; write the app's manifest there.") from None
    except ValueError as error:
        raise BadManifestError(f"The manifest {path} is not JSON: {error}.") from None
    if not isinstance(content, dict):
        raise BadManifestError(f"The manifest {path} must be a JSON object.")
    return content
