"""Microsoft's library is let in with Teams only, and does nothing to us when it comes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_SLACK_ONLY = """
import sys
from bot import process, wiring
from bot.cli import app
assert "microsoft_teams" not in sys.modules and "msal" not in sys.modules and "httpx" not in sys.modules
"""
_ENVIRONMENT = """
import logging, os, warnings
warnings.simplefilter("error")
before = dict(os.environ)
from bot.teams import client, gate
assert dict(os.environ) == before, os.environ.keys() - before.keys()
assert logging.getLogger("httpx").level == logging.WARNING
"""


def _python(code: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_without_teams_it_is_never_imported(tmp_path: Path) -> None:
    """It is large, slow to import, and may not be installed."""
    _python(_SLACK_ONLY, tmp_path)


def test_it_reads_no_file_into_our_environment(tmp_path: Path) -> None:
    """A `.env` above the working directory stays a file, and its warnings and logs its own."""
    (tmp_path / ".env").write_text("CLIENT_SECRET=stolen\nSLACK_BOT_TOKEN=xoxb-stolen\n", "utf-8")
    _python(_ENVIRONMENT, tmp_path)
