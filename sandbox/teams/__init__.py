"""Microsoft Teams, as strict as the real service: its connector, its tokens, its Graph, and a screen for everyone."""
