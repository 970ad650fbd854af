"""Everything that happened to a return, its listings, forwards, refund and disputes, oldest first."""
from ..reply import Reply, handles
from .common import load


@handles("getReturnTimeline")
def get_return_timeline(tx, call):
    record = load(tx, "return", call.path["return_id"])
    subjects = {record["id"], record["_refund_id"]}
    for kind in ("listing", "forward", "dispute"):
        subjects |= {each["id"] for each in tx.find(kind, return_id=record["id"])}
    found = []
    for subject in subjects:
        found += tx.store.events(tx.retailer, None, subject)
    found.sort(key=lambda each: (each[1].get("effective_at", each[1]["occurred_at"]), each[0]))
    return Reply(200, {"return_id": record["id"], "items": [entry(event) for _, event in found]})


def entry(event):
    names = ("occurred_at", "effective_at", "type", "subject")
    kind, what = event["type"].split(".")
    return {**{name: event[name] for name in names if name in event}, "text": f"{kind} {what.replace('_', ' ')}".capitalize() + "."}
