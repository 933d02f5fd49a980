"""Who works on what: the name under which this process claims work, and whether another holder is still alive."""

import os
import socket
from pathlib import Path
from uuid import uuid4


def own_name() -> str:
    """Name of this process, unique for its life: `host:pid:start time:random`."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}:{uuid4().hex[:8]}"


def is_dead(holder: str) -> bool:
    """Whether `holder` was a process of this machine that has ended.

    A killed run must not make the next one wait until its claims expire. Holders on other machines are judged by expiry
    alone. The start time tells a process from a later one with the same number.
    """
    host, pid, started, *_ = (*holder.split(":"), "", "")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return not _alive(int(pid)) or (started != "" and _started(int(pid)) not in {"", started})


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> str:
    """Start time in clock ticks since boot (proc(5), stat, field 22); "" where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rsplit(")", 1)[1].split()[19]
