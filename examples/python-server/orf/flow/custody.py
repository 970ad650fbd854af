"""From the hand-in on: who answers for the parcel, what ends with a late one, and what follows from a loss."""
from ..instants import DAY, plus
from ..money import plain
from . import books, listing as listings, matching, refund
from .table import effect, fire

TRAVELS = ("handed_in", "in_transit", "late")


@effect
def start_custody(tx, forward):
    """The carrier has the item: the return follows, both sales are booked, the law's date is set."""
    owner = tx.get("return", forward["return_id"])
    owner["forward_id"] = forward["id"]
    if forward.get("handed_in_late"):
        if owner["status"] == "cancelled":
            refund.resume_return(tx, owner)
        else:
            fire(tx, "return", owner, "late_hand_in")
    else:
        fire(tx, "return", owner, "hand_in")
    books.open_books(tx, forward)
    refund.set_statutory_date(tx, forward)


def restart_lost_clock(tx, forward):
    """Every scan shows that a parcel is not lost, also one that moves nothing."""
    if forward["status"] in TRAVELS:
        days = tx.policy(forward["policy_version"])["shipping"]["lost_after_days"]
        tx.deadline("lost", forward, plus(forward["tracking"]["last_scan_at"], days * DAY))


@effect
def recover_order(tx, forward):
    """The order returns to its forward if its replacement has not been sent and the sender kept to the return."""
    order, owner = tx.get("order", forward["order_id"]), tx.get("return", forward["return_id"])
    if order["status"] == "warehouse" and owner["status"] != "cancelled":
        order["forward_id"] = forward["id"]
        fire(tx, "order", order, "recover")
    else:
        forward["intercept"] = True


@effect
def reclaim_item(tx, forward):
    """The item is on its way: whatever was begun with it since ends as `superseded`."""
    owner = tx.get("return", forward["return_id"])
    listings.end_listing(tx, owner, "superseded")
    for other in tx.find("forward", return_id=owner["id"]):
        if other["id"] != forward["id"] and other["status"] in ("label_pending", "label_issued"):
            fire(tx, "forward", other, "superseded")


@effect
def revert_forward(tx, owner):
    """The return ends before the hand-in, and its forward with it."""
    if "forward_id" in owner:
        forward = tx.get("forward", owner["forward_id"])
        if forward["status"] in ("label_pending", "label_issued"):
            fire(tx, "forward", forward, "return_cancelled")


@effect
def release_order(tx, forward):
    """The order is served from the warehouse; the price once offered stays."""
    order = tx.get("order", forward["order_id"])
    if order["status"] == "forward" and order["forward_id"] == forward["id"]:
        fire(tx, "order", order, "revert", forward["revert_reason"])


@effect
def route_return_to_warehouse(tx, forward):
    owner = tx.get("return", forward["return_id"])
    fire(tx, "return", owner, {"not_handed_in": "hand_in_missed"}.get(forward["revert_reason"], forward["revert_reason"]))


@effect
def start_rating_window(tx, forward):
    """The window counts from the record, so that a delivery that comes to light late leaves the buyer all of it."""
    tx.clear(forward, "lost")
    tx.deadline("rating_window", forward, forward["rating_closes_at"])


@effect
def compensate_buyer(tx, forward):
    """Lost or undeliverable: a new unit or the money back, as the policy says; the fee is reversed."""
    tx.clear(forward, "lost")
    order = tx.get("order", forward["order_id"])
    waits = order["status"] == "forward" and order["forward_id"] == forward["id"]
    money_back = tx.policy(forward["policy_version"])["shipping"]["on_loss"] == "refund"
    has_money = order["status"] == "refunded" and order.get("forward_id") == forward["id"]
    books.post_failure(tx, forward, reverse_sale=has_money or waits and money_back)
    if has_money:
        books.give_buyer_the_money_back(tx, forward)
    if waits and money_back:
        order["buyer_refund_due"] = plain(matching.due_price(order))
        order["fulfilment"] = {"source": "none", "reason_code": forward["status"]}
    elif waits:
        fire(tx, "order", order, "replace", forward["status"])
    books.close_if_over(tx, forward)
