"""What a handler answers, and the registry by which the web layer finds the handler of an operation."""
from dataclasses import dataclass, field

from . import views

HANDLERS = {}


@dataclass
class Reply:
    """A success. `body` is the full answer; the web layer leaves out what the caller may not see."""

    status: int
    body: object = None
    location: str = None
    media_type: str = "application/json"
    about: str = ""
    headers: dict = field(default_factory=dict)


def handles(operation_id):
    """Register a function `(tx, call) -> Reply` as the handler of an operation."""
    def register(function):
        HANDLERS[operation_id] = function
        return function
    return register


def shown(tx, kind, record, status=200, **more):
    """Answer with the view of a record as it is now."""
    tx.flush()
    return Reply(status, views.show(tx, kind, record), about=record["id"], **more)
