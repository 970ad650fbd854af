"""Listings: what a shop can offer beside the new article."""
from .. import value
from ..flow import listing as listings
from ..reply import handles, shown
from .common import load, page
from .returns import keep_note


@handles("listListings")
def list_listings(tx, call):
    filters = {name: call.query[name] for name in ("sku", "grade", "status") if name in call.query}
    filters.setdefault("status", "active")
    country = call.query.get("country")
    return page(tx, call, "listing", filters, keep=lambda listing: country is None or can_be_had(tx, listing, country))


def can_be_had(tx, listing, country):
    """Whether it may be sent there, and an order from there that names it would be worth more than the warehouse."""
    policy, owner = tx.policy(), tx.get("return", listing["return_id"])
    home = listing["ship_from_country"]
    if not {home, country} <= set(policy["matching"]["countries"]) or not value.may_cross(policy, home, country):
        return False
    distance = "same_country" if home == country else "cross_border"
    return value.components(policy, value.unit_of(owner), country, 0, distance)[1] > 0


@handles("getListing")
def get_listing(tx, call):
    return shown(tx, "listing", load(tx, "listing", call.path["listing_id"]))


@handles("withdrawListing")
def withdraw_listing(tx, call):
    listing = load(tx, "listing", call.path["listing_id"])
    listings.close(tx, tx.get("return", listing["return_id"]), listing, "withdraw")
    keep_note(tx, listing["id"], call)
    return shown(tx, "listing", listing)
