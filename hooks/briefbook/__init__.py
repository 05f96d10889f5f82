"""Briefbook: a folder of Markdown research briefs becomes a cross-linked site."""
