"""Prefect, and nothing else: the use cases of `pipeline` with schedules, retries, artifacts and events around them."""
