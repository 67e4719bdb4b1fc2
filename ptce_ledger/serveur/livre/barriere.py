"""When a server may make a child: while none of its requests is in the middle of something.

A lock that another thread holds while the child is made stays held in the child for
ever. Requests pass; who makes a child waits for an instant without one, not for long.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds after which a child is made all the same: stuck, it would be killed.
_PATIENCE = 1.0
_condition = threading.Condition()
_passants = [0]
_ici = threading.local()


@contextlib.contextmanager
def passing() -> Iterator[None]:
    """Be in the middle of a request."""
    with _condition:
        _passants[0] += 1
    _ici.passe = getattr(_ici, "passe", 0) + 1
    try:
        yield
    finally:
        _ici.passe -= 1
        with _condition:
            _passants[0] -= 1
            _condition.notify_all()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other thread is, and keep them out."""
    miens = getattr(_ici, "passe", 0)
    with _condition:
        _condition.wait_for(lambda: _passants[0] <= miens, _PATIENCE)
        yield
