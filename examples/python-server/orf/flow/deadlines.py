"""What each deadline brings about, and the loop that brings them about: oldest first, once, each in its own commit."""
from . import listing as listings, matching, orders, parcel, rating, refund
from .table import fire

KIND_OF = {"offer_expiry": "return", "window": "listing", "order_decision": "order", "refund_reminder": "refund",
           "hold_review": "refund", "statutory_refund": "refund"}


def offer_expiry(tx, record):
    fire(tx, "return", record, "offer_expiry")


def window(tx, listing):
    """Pending orders are weighed once more, as of the end; without a match the return goes to the warehouse."""
    matching.weigh_article(tx, "window_closing", listing)
    if listing["status"] == "active":
        listings.close(tx, tx.get("return", listing["return_id"]), listing, "window")


def order_decision(tx, order):
    orders.end_hold(tx, order)


def label_request(tx, forward):
    parcel.request_label(tx, forward)


def label_void(tx, forward):
    parcel.request_void(tx, forward)


def label_call(tx, forward):
    fire(tx, "forward", forward, "label_call")


def hand_in(tx, forward):
    fire(tx, "forward", forward, "hand_in")


def ship_by_reminder(tx, forward):
    fire(tx, "forward", forward, "ship_by_reminder")


def label_expiry(tx, forward):
    fire(tx, "forward", forward, "label_expiry")


def lost(tx, forward):
    fire(tx, "forward", forward, "lost")


def rating_window(tx, forward):
    rating.rate(tx, forward, "positive", "auto")


def refund_reminder(tx, record):
    refund.remind(tx, record)


def hold_review(tx, record):
    refund.review_ends(tx, record)


def statutory_refund(tx, record):
    refund.law_demands(tx, record)


HANDLERS = {each.__name__: each for each in (
    offer_expiry, window, order_decision, label_request, label_void, label_call, hand_in, ship_by_reminder, label_expiry,
    lost, rating_window, refund_reminder, hold_review, statutory_refund)}


def drain(server, until):
    """Bring about everything that is due by `until`. Each deadline is one commit with itself as `effective_at`."""
    while True:
        due = server.store.due(until)
        if not due:
            return
        kind, subject, retailer, due_at = due[0]
        with server.session(retailer, at=due_at) as tx:
            server.store.clear_deadline(kind, subject)
            HANDLERS[kind](tx, tx.get(KIND_OF.get(kind, "forward"), subject))
