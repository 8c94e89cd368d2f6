"""Slack's face of the workspace: Web API, interactions, events, Socket Mode."""
