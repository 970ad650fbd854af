"""The price of a listing: the discount it opens with, and what it shows at a moment (annex on prices)."""
import math
from fractions import Fraction

from .instants import MINUTE, to_ms
from .money import money, same_price


def bound(end, price):
    """One end of a bracket at a price, not yet rounded."""
    return Fraction(end["value"]) if end["kind"] == "absolute" else Fraction(price * end["value"], 10_000)


def bracket_for(brackets, price):
    return next((each for each in brackets if each["from"] <= price and price < each.get("to", math.inf)), None)


def excluded(discount, category, sku):
    return category in discount["excluded_categories"] or sku in discount["excluded_skus"]


def range_at(discount, price):
    """The lowest and the highest discount in whole minor units; None where the price falls into no bracket."""
    bracket = bracket_for(discount["brackets"], price)
    if bracket is None:
        return None
    highest = min(price, math.floor(bound(bracket["maximum"], price)))
    return min(highest, math.ceil(bound(bracket["minimum"], price))), highest


def discount_of(amount, price):
    """A discount as it is shown: no greater share is announced than is given."""
    return {"amount": amount, "share_bp": amount * 10_000 // price if price else 0}


def opening(discount, reference, category, sku):
    """What a listing opens with: (None, price, discount), or the code of the finding."""
    if excluded(discount, category, sku):
        return "discount_excluded", None, None
    price = reference["amount"]
    ends = range_at(discount, price)
    if ends is None:
        return "no_discount_bracket", None, None
    return None, money(price - ends[0], reference["currency"]), discount_of(ends[0], price)


def end_of(listing):
    """When a listing's prices end: its own end, known or to come."""
    return to_ms(listing.get("closed_at") or listing["closes_at"])


def steps(listing):
    """(begin, end, price) of every step that began before the listing's end."""
    schedule = listing.get("price_schedule") or [{"from": listing["opens_at"], "price": listing["price"]}]
    begins = [to_ms(step["from"]) for step in schedule]
    end = end_of(listing)
    found = []
    for index, step in enumerate(schedule):
        until = min(end, begins[index + 1]) if index + 1 < len(begins) else end
        if begins[index] <= end:
            found.append((begins[index], until, step["price"]))
    return found


def shown(listing, at_ms):
    """Price and discount at a moment; once closed, those of the last moment."""
    price = [step[2] for step in steps(listing) if step[0] <= at_ms or step[0] == to_ms(listing["opens_at"])][-1]
    reference = listing["reference_price"]["amount"]
    return price, discount_of(reference - price["amount"], reference)


def may_be_named(listing, asked, at_ms, hold_minutes):
    """Whether the listing showed this price at any instant of the last `price_hold_minutes`."""
    hold = hold_minutes * MINUTE
    return any(begin <= at_ms < until + hold and same_price(price, asked)
               for begin, until, price in steps(listing))
