"""The web side of the process: health, and in `try` the calendar clock."""
