"""The field's own nouns, and the rules that need nothing but themselves."""
