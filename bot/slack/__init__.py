"""Slack: its payloads, its limits, its error codes."""
