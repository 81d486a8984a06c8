"""No process outlives its supervisor, even when the supervisor is killed with SIGKILL.

Two ways, because each covers what the other cannot. `dying_with_parent` asks the kernel to
signal a direct child when its parent dies. `follow` is for grandchildren (the web server
forks its own workers): a thread watches the supervisor and ends the process with it.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable

SUPERVISOR_VARIABLE = "LANTOA_SUPERVISOR_PID"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def dying_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before exec so that it gets `with_signal` at its parent's death.

    It must run after a change of user, which clears the wish; `subprocess` does so. The parent
    is the thread that forks: start such children from the main thread only.
    """
    parent = os.getpid()

    def ask() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def follow_supervisor() -> None:
    """End this process when the supervisor named in the environment ends; no wish, no thread."""
    given = os.environ.get(SUPERVISOR_VARIABLE, "")
    if given.isdecimal():
        threading.Thread(
            target=_end_with, args=(int(given),), name="follow-supervisor", daemon=True
        ).start()


def _end_with(pid: int) -> None:
    _wait_for_end(pid)
    os._exit(1)


def _wait_for_end(pid: int) -> None:
    if hasattr(os, "pidfd_open"):
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        except OSError:
            pass  # a kernel before 5.3, or a sandbox without the call: look now and then
        else:
            select.select([descriptor], [], [])
            return
    while is_alive(pid):
        time.sleep(0.5)


def is_alive(pid: int) -> bool:
    """Tell whether a process of this number exists, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
