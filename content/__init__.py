"""What the secretariat owns: prompts, units, demo texts. Data, no code."""
