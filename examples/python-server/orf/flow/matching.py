"""Who gets what, and the record of why (chapter 7). The algorithm is this server's own: the first gain.

`python-first-gain` takes, of the pairs that may be matched, the one with the highest value, and never waits for a better
one: its threshold is always 0. Values follow the formula of the matching annex with the policy's own figures; nothing is
learned. `/docs` of the running server says so to whoever recomputes a record.
"""
import hashlib
import json
import secrets

from .. import pricing, value
from ..instants import MINUTE, plus, to_ms
from ..money import plain
from .table import fire

ALGORITHM = {"name": "python-first-gain", "version": "1.0"}
FURTHEST = ("below_waiting_threshold", "value_below_warehouse", "cross_border_not_permitted", "country_not_served",
            "currency_mismatch", "earlier_holder", "own_item", "grade_not_accepted", "not_accepting", "other_listing_named")
SHOWN = 20


def screen(policy, listing, owner, order):
    """Why a pair is no candidate: the first row of the table in chapter 7 that holds; None if none does."""
    if "listing_id" in order and order["listing_id"] != listing["id"]:
        return "other_listing_named"
    if "listing_id" not in order:
        if not order["accepts"]:
            return "not_accepting"
        if listing["grade"] not in order["accepts"]:
            return "grade_not_accepted"
    if order["buyer_ref"] == owner["consumer"]["ref"]:
        return "own_item"
    prices = [listing["reference_price"], order["full_price"], order.get("offered_price", order["full_price"])]
    if any(price["currency"] != policy["currency"] for price in prices):
        return "currency_mismatch"
    origin, target = owner["ship_from_region"]["country"], order["ship_to_region"]["country"]
    if not {origin, target} <= set(policy["matching"]["countries"]):
        return "country_not_served"
    return None if value.may_cross(policy, origin, target) else "cross_border_not_permitted"


def weigh(tx, listing, order):
    """One candidate of the record."""
    policy, owner = tx.policy(), tx.get("return", listing["return_id"])
    names = order.get("listing_id") == listing["id"]
    pair = {"listing_id": listing["id"], "order_id": order["id"], "outcome": "rejected",
            "closes_at": listing["closes_at"], "grade": listing["grade"], "accepts": order["accepts"],
            "names_listing": names}
    code = screen(policy, listing, owner, order)
    if code:
        return {**pair, "code": code}
    unit = value.unit_of(owner)
    country = order["ship_to_region"]["country"]
    discount = value.discount_of_order(policy, order, names, country)
    found, worth = value.components(policy, unit, order["_zone"], discount)
    pair.update(components=found, basis=basis(policy, unit, listing, order, tx.at), forward_value=worth, threshold=0,
                margin=worth)
    return pair if worth > 0 else {**pair, "code": "value_below_warehouse"}


def basis(policy, unit, listing, order, at):
    """What the components come from, so that the record alone is enough to recompute them."""
    home, target = unit["zone"][:2], order["_zone"][:2]
    figures = value.economics(policy, unit["category"], home, target)
    rates, days = policy["tax"]["rate_bp_by_country"], policy["shipping"]["ship_by_days"]
    by_day = figures["hand_in_bp_by_day"]
    found = {
        "reference_price": value.taxed(unit["reference_price"], rates, home),
        "listing_price": value.taxed(pricing.shown(listing, to_ms(at))[0], rates, home),
        "full_price": value.taxed(order["full_price"], rates, target),
        "hand_in": {"ship_by_days": days, "prior_bp_by_day": [by_day[min(day, len(by_day) - 1)] for day in range(days)]},
        "ratings": {"prior": figures["acceptable_rating"], "category": value.NOBODY, "sender": value.NOBODY},
    }
    if "offered_price" in order:
        found["offered_price"] = value.taxed(order["offered_price"], rates, target)
    names = ("unit_cost_bp", "recovery_bp", "depreciation_bp_per_day", "days_saved")
    return {**found, **{name: figures[name] for name in names}}


def rank(pair):
    """The best first: what may be chosen by value, then what was rejected, the furthest first. Ids break ties."""
    if pair["outcome"] == "rejected":
        return 1, FURTHEST.index(pair["code"]), -pair.get("forward_value", 0), pair["listing_id"], pair["order_id"]
    return 0, -pair["margin"], pair["closes_at"], pair["listing_id"], pair["order_id"]


def decide(tx, kind, listings, orders, **called_by):
    """Weigh every pair, record the decision if there was one, and match the chosen pair. Returns the candidates."""
    pairs = [weigh(tx, listing, order) for listing in listings for order in orders]
    if not pairs:
        return []
    for pair in pairs:
        if "code" not in pair:
            pair["outcome"] = "outscored"
    pairs.sort(key=rank)
    chosen = pairs[0] if pairs[0]["outcome"] == "outscored" else None
    if chosen:
        chosen["outcome"] = "chosen"
    record = write_record(tx, kind, pairs, chosen, listings[0]["sku"], called_by)
    for order in orders:
        order["decision_id"] = record["id"]
    if chosen:
        match(tx, tx.get("listing", chosen["listing_id"]), tx.get("order", chosen["order_id"]), record["id"])
    return pairs


def write_record(tx, kind, pairs, chosen, sku, called_by):
    """The immutable `Decision`, with a digest over a nonce that goes with the person."""
    rejected = {}
    for pair in pairs:
        if pair["outcome"] == "rejected":
            rejected[pair["code"]] = rejected.get(pair["code"], 0) + 1
    policy = tx.policy()
    inputs = {"sku": sku, "currency": policy["currency"], **called_by, "patience": policy["matching"]["patience"],
              "considered": len(pairs), "rejected": rejected,
              "outscored": sum(pair["outcome"] == "outscored" for pair in pairs)}
    record = {"id": tx.new_id("decision"), "kind": kind, "decided_at": tx.at, "inputs": inputs,
              "candidates": pairs[:SHOWN], "algorithm": ALGORITHM, "policy_version": policy["version"]}
    if chosen:
        record["chosen"] = {"listing_id": chosen["listing_id"], "order_id": chosen["order_id"]}
    nonce = secrets.token_hex(16)
    tx.vault.put(record["id"], nonce=nonce)
    canonical = json.dumps({**record, "nonce": nonce}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    record["digest"] = hashlib.sha256(canonical.encode()).hexdigest()
    return tx.add("decision", record)


def reason_of(pairs, order):
    """Why an order got nothing: the code of its candidate that came furthest."""
    codes = [pair["code"] for pair in pairs if pair["order_id"] == order["id"] and "code" in pair]
    if not codes:
        return "no_listing"
    code = min(codes, key=FURTHEST.index)
    return {"earlier_holder": "own_item", "other_listing_named": "no_listing"}.get(code, code)


def weigh_article(tx, kind, listing):
    """Weigh the pending orders of an article, pair by pair, until nothing more is chosen (ORF-MAT-006)."""
    while True:
        listings = tx.find("listing", sku=listing["sku"], status="active")
        orders = tx.find("order", sku=listing["sku"], status="pending")
        pairs = decide(tx, kind, listings, orders, listing_id=listing["id"])
        if not any(pair["outcome"] == "chosen" for pair in pairs):
            return


def match(tx, listing, order, decision_id):
    """Join a listing with an order: the forward comes into being, and a carrier is asked for its label."""
    owner = tx.get("return", listing["return_id"])
    policy = tx.policy(listing["policy_version"])
    shipping = policy["shipping"]
    ship_by = tx.after(shipping["ship_by_days"] * 24 * 60 * MINUTE)
    forward = tx.add("forward", {
        "id": tx.new_id("forward"), "return_id": owner["id"], "listing_id": listing["id"], "order_id": order["id"],
        "generation": listing["generation"], "status": "label_pending", "ship_by": ship_by,
        "hand_in_closes_at": plus(ship_by, shipping["scan_grace_hours"] * 60 * MINUTE), "tracking": {"status": "pending"},
        "decision_id": decision_id, "policy_version": listing["policy_version"], "created_at": tx.at, "updated_at": tx.at,
        "_refund_id": owner["_refund_id"], "_last_scan": None, "_was_late": False})
    order["forward_id"] = owner["forward_id"] = forward["id"]
    fire(tx, "listing", listing, "match")
    tx.clear(listing, "window")
    fire(tx, "order", order, "match")
    tx.clear(order, "order_decision")
    fire(tx, "return", owner, "match")
    tx.emit("forward.matched", forward)
    tx.deadline("label_call", forward, plus(max(tx.at, tx.now), shipping["label_call_minutes"] * MINUTE))
    tx.deadline("label_request", forward, tx.now)


def due_price(order):
    """What a matched buyer owes."""
    return order.get("offered_price", order["full_price"])


def owed(order):
    return plain(due_price(order))
