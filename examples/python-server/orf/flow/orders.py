"""Orders: decided at once or when their hold ends, cancelled, closed."""
from . import books, listing as listings, matching
from .table import fire
from ..problems import Refusal

BEFORE_HAND_IN = ("label_pending", "label_issued")


def decide_arrival(tx, order, waits):
    """What becomes of an order that came in: matched, left to wait, released, or cancelled if it wants nothing else."""
    if not order["accepts"] and "listing_id" not in order:
        return fire(tx, "order", order, "release", "not_accepting")
    reason = unavailable(tx, order)
    if reason is None:
        reason = weigh(tx, order, "order_arrived")
    if order["status"] != "pending":
        return None
    if waits:
        return tx.deadline("order_decision", order, order["decide_by"])
    cancels = "listing_id" in order and order["on_unavailable"] == "cancel"
    return fire(tx, "order", order, "unavailable" if cancels else "release", reason)


def unavailable(tx, order):
    """Why a named listing cannot be had at all; None where it can be weighed, or none is named."""
    if "listing_id" not in order:
        return None
    named = tx.get("listing", order["listing_id"])
    if named["sku"] != order["sku"]:
        return "no_listing"
    if named["status"] == "active":
        return None
    return "listing_taken" if named["status"] == "matched" else "listing_closed"


def weigh(tx, order, kind):
    """Weigh an order against every active listing of its article; the reason if nothing was chosen."""
    active = tx.find("listing", sku=order["sku"], status="active")
    pairs = matching.decide(tx, kind, active, [order], order_id=order["id"])
    return matching.reason_of(pairs, order)


def end_hold(tx, order):
    """The time to wait is over: weighed once more, then released."""
    reason = weigh(tx, order, "hold_ended")
    if order["status"] == "pending":
        fire(tx, "order", order, "order_decision", reason)


def forward_of(tx, order):
    return tx.get("forward", order["forward_id"]) if "forward_id" in order else None


def cancel(tx, order):
    forward = forward_of(tx, order)
    if order["status"] == "forward" and forward["status"] not in BEFORE_HAND_IN:
        raise Refusal("already_handed_in")
    served_by_forward = order["status"] == "forward"
    fire(tx, "order", order, "cancel")
    tx.clear(order, "order_decision")
    after_end(tx, order, forward, served_by_forward, refunded=True)


def close(tx, order, outcome):
    """How the order ended, as the retailer says."""
    if outcome == "fulfilled" and "buyer_refund_due" in order:
        raise Refusal("illegal_transition", "The buyer's money is to be given back.")
    forward = forward_of(tx, order)
    served_by_forward = order["status"] == "forward"
    order.pop("buyer_refund_due", None)
    fire(tx, "order", order, f"close_{outcome}")
    after_end(tx, order, forward, served_by_forward, refunded=outcome == "refunded")


def after_end(tx, order, forward, served_by_forward, refunded):
    """Before the hand-in the forward ends with its order; after a loss the buyer's money is booked."""
    if forward is None:
        return
    if served_by_forward and forward["status"] in BEFORE_HAND_IN:
        end_forward(tx, forward)
    elif refunded and forward["status"] in ("lost", "undeliverable"):
        books.give_buyer_the_money_back(tx, forward)


def end_forward(tx, forward):
    """The buyer is gone: the forward ends, and the item is listed again for what is left of its window."""
    fire(tx, "forward", forward, "order_cancelled")
    owner = tx.get("return", forward["return_id"])
    if listings.window_left(tx, owner):
        listings.prepare(tx, owner)
    fire(tx, "return", owner, "order_cancelled")
