"""A newsroom to try the desk with: people, releases and their translations, without the internet or an engine."""
