"""Microsoft Teams: its payloads, its limits, its error codes."""
