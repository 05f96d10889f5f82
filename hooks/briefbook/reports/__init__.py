"""The forms in which problems are told: one format per file."""
