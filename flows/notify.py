from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.states import Completed, Failed

from flows.parameters import newsroom
from pipeline.alerts import Kind
from pipeline.notifying import Notified, notify_after_run
from pipeline.notifying import notify as notify_operator


@flow(name="notify")
def notify() -> State[object]:
    """Look for what is wrong, and tell the operator what they do not know yet."""
    told, missed = look()
    if missed:
        return Failed(message=f"no message was taken by {', '.join(missed)}")
    return Completed(message="; ".join(told) or "nothing to tell")


@task(cache_policy=NO_CACHE)
def look() -> tuple[list[str], list[str]]:
    """Tell the operator; return the titles of what was told, and the ways that took nothing."""
    with newsroom() as room:
        result = notify_operator(room)
    announce(result)
    return result.told, result.missed


@task(cache_policy=NO_CACHE)
def look_after_run() -> list[str]:
    """Tell the operator at the end of a run, whose state does not depend on it."""
    with newsroom() as room:
        result = notify_after_run(room)
    announce(result)
    return result.told


def announce(result: Notified) -> None:
    """Tell Prefect of sources that are not well any more, such as `newsbridge.source.quiet`."""
    for alert in result.opened:
        if alert.kind is Kind.SOURCE:
            emit_event(
                f"newsbridge.source.{alert.state}",
                resource={"prefect.resource.id": f"newsbridge.source.{alert.subject}"},
                payload={"reason": str(alert.cause)},
            )
