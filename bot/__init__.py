"""The running process: settings, wiring, and one room per platform."""
