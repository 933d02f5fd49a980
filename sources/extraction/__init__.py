"""A page to an article: its headline, its text with its structure, its date."""

from sources.extraction.extract import extract_html

__all__ = ["extract_html"]
