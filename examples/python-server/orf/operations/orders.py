"""Orders: taken in and decided, cancelled, closed."""
from .. import pricing
from ..flow import orders
from ..instants import to_ms, to_text
from ..places import zone
from ..problems import Refusal, invalid_body
from ..reply import handles, shown
from .common import check_price, given, load, page
from .returns import check_currency, keep_note


@handles("createOrder")
def create_order(tx, call):
    body, policy = call.body, tx.policy()
    check_prices(body)
    check_currency(policy, body["full_price"], body.get("offered_price"))
    check_named_listing(tx, body, policy)
    if tx.find("order", external_id=body["external_id"]):
        raise Refusal("external_id_taken")
    hold = to_ms(body["hold_until"]) if "hold_until" in body else 0
    waits = hold > tx.at_ms and bool(body["accepts"]) and "listing_id" not in body
    order = intake(tx, body, policy, to_text(hold) if waits else tx.at)
    tx.emit("order.accepted", order)
    orders.decide_arrival(tx, order, waits)
    return shown(tx, "order", order, 201, location=f"/v1/orders/{order['id']}")


def check_prices(body):
    """The rules between the members of an order."""
    for name in ("full_price", "offered_price"):
        check_price(body.get(name), f"/{name}")
    if "offered_price" not in body:
        if "listing_id" in body or body["accepts"]:
            raise invalid_body("/offered_price", "missing_member", "is required where a listing is named or a grade accepted")
    elif body["offered_price"]["currency"] != body["full_price"]["currency"]:
        raise invalid_body("/offered_price/currency", "not_allowed", "is another one than that of the full price")


def check_named_listing(tx, body, policy):
    """A named listing has to be one that this retailer had, at a price that it showed a short while ago."""
    if "listing_id" not in body:
        return
    listing = tx.get("listing", body["listing_id"])
    if listing is None:
        raise Refusal("unknown_listing")
    if not pricing.may_be_named(listing, body["offered_price"], tx.at_ms, policy["matching"]["price_hold_minutes"]):
        raise Refusal("price_not_shown")


def intake(tx, body, policy, decide_by):
    address = body["ship_to"]
    copied = ("external_id", "sku", "category", "buyer_ref", "accepts", "listing_id", "full_price", "offered_price")
    order = given({
        "id": tx.new_id("order"), **{name: body.get(name) for name in copied},
        "on_unavailable": body.get("on_unavailable", "fulfil_new"), "ship_to_region": {"country": address["country"]},
        "hold_until": body.get("hold_until"), "status": "pending", "decide_by": decide_by,
        "fulfilment": {"source": "undecided"}, "policy_version": policy["version"], "created_at": tx.at,
        "updated_at": tx.at, "_zone": zone(address["country"], address["postal_code"]),
        "_pays_offer": "listing_id" in body})
    tx.vault.put(order["id"], address=address)
    return tx.add("order", order)


@handles("listOrders")
def list_orders(tx, call):
    filters = {name: call.query[name] for name in ("status", "external_id", "sku") if name in call.query}
    return page(tx, call, "order", filters)


@handles("getOrder")
def get_order(tx, call):
    return shown(tx, "order", load(tx, "order", call.path["order_id"]))


@handles("cancelOrder")
def cancel_order(tx, call):
    order = load(tx, "order", call.path["order_id"])
    orders.cancel(tx, order)
    keep_note(tx, order["id"], call)
    return shown(tx, "order", order)


@handles("closeOrder")
def close_order(tx, call):
    order = load(tx, "order", call.path["order_id"])
    orders.close(tx, order, call.body["outcome"])
    return shown(tx, "order", order)
