"""The one way in which a status changes: a row of `lifecycles.yaml` (ORF-GEN-003, ORF-GEN-004, ORF-GEN-006).

`fire` finds the row, writes status and reason, records the row's events and runs its effects. Guards and effects are
functions that the other modules of this package register by the names that the table uses.
"""
from ..problems import Refusal

GUARDS = {}
EFFECTS = {}


def guard(function):
    GUARDS[function.__name__] = function
    return function


def effect(function):
    EFFECTS[function.__name__] = function
    return function


def row_for(tx, kind, record, on):
    """The first row that fits: fired by `on`, from the present state, its guard holding. None if there is none."""
    for row in tx.server.contract.lifecycles["lifecycles"][kind]["transitions"]:
        if row["on"] == on and record["status"] in row["from"]:
            if "guard" not in row or GUARDS[row["guard"]](tx, record):
                return row
    return None


def fire(tx, kind, record, on, reason=None):
    """Take the row of `on`, or refuse with `illegal_transition` and change nothing."""
    row = row_for(tx, kind, record, on)
    if row is None:
        raise Refusal("illegal_transition", f"The {kind} is `{record['status']}`.")
    record["status"] = row["to"]
    WRITE_REASON.get(kind, lambda tx, record, reason: None)(tx, record, row.get("reason") or reason)
    for event in row.get("emits", ()):
        tx.emit(event, record)
    for name in row.get("effects", ()):
        EFFECTS[name](tx, record)


def can_fire(tx, kind, record, on):
    return row_for(tx, kind, record, on) is not None


# --- where each kind keeps the reason of its state --------------------------------------------------------------------

DESTINATION = {"assessing": "undecided", "offered": "undecided", "listed": "buyer", "matched": "buyer",
               "in_forward": "buyer", "completed": "buyer", "to_warehouse": "warehouse", "cancelled": "none", "lost": "none"}
SOURCE = {"pending": "undecided", "forward": "forward", "warehouse": "warehouse", "cancelled": "none", "refunded": "none"}


def write_route(tx, record, reason):
    record["route"] = {"destination": DESTINATION[record["status"]]}
    if record["status"] == "to_warehouse":
        record["route"]["reason_code"] = reason
    if record["status"] == "completed":
        forward = tx.get("forward", record["forward_id"])
        if forward["status"] == "undeliverable":
            record["route"]["destination"] = "warehouse"


def write_closing(tx, record, reason):
    if reason:
        record["closed_at"] = tx.at
        record["closed_reason"] = reason


def write_fulfilment(tx, record, reason):
    if record["status"] in SOURCE:
        record["fulfilment"] = {**record["fulfilment"], "source": SOURCE[record["status"]]}
    if reason:
        record["fulfilment"]["reason_code"] = reason
    if record["status"] == "forward":
        record["_pays_offer"] = True


def write_revert(tx, record, reason):
    if record["status"] == "reverted" and reason:
        record["revert_reason"] = reason


WRITE_REASON = {"return": write_route, "listing": write_closing, "order": write_fulfilment, "forward": write_revert}
