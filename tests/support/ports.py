"""A port that nobody listens on just now."""

from bench.processes import free_port

__all__ = ["free_port"]
