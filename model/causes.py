"""What lies behind an error."""


def chained(error: BaseException) -> list[BaseException]:
    """Return `error` and all that it wraps: requests and urllib3 keep causes in arguments and attributes too."""
    found = [error]
    for outer in found:
        inner = [outer.__cause__, outer.__context__, getattr(outer, "reason", None), *outer.args]
        found += [cause for cause in inner if isinstance(cause, BaseException) and cause not in found]
    return found
