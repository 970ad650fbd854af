"""The log of what happened."""
from ..problems import Refusal
from ..reply import Reply, handles
from .common import Cursor


@handles("listEvents")
def list_events(tx, call):
    cursor = Cursor(tx, "events", call.filters)
    after = cursor.read(call.query.get("cursor"))
    limit = call.query.get("limit", 50)
    rows = tx.store.events(tx.retailer, call.query.get("type"), call.query.get("subject_id"), after, limit + 1)
    last = rows[:limit][-1][0] if rows else after
    return Reply(200, {"items": [event for _, event in rows[:limit]],
                       "next_cursor": cursor.write(last) if len(rows) > limit else None,
                       "resume_cursor": cursor.write(last)})


@handles("getEvent")
def get_event(tx, call):
    event = tx.store.event(tx.retailer, call.path["event_id"])
    if event is None:
        raise Refusal("not_found")
    return Reply(200, event)
