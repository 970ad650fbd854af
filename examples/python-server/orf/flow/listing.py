"""Listings: how one opens, closes, and opens again with what is left of its window."""
from .. import pricing, schedule, value
from ..eligibility import window_end
from ..instants import DAY, to_ms, to_text
from ..money import net_of
from . import matching
from .table import effect, fire, guard

LABELS = {"like_new": "Like new", "open_box": "Open box"}


def wording(policy, grade):
    """`label_text` in English and `label_texts` by language, in the policy's words or the built-in ones."""
    texts = {locale: words["label_text"][grade] for locale, words in policy["wording"].items()
             if grade in words.get("label_text", {})}
    return texts.get("en", LABELS[grade]), texts


def prepare(tx, record):
    """Make the listing of a return, not announced yet: what it says is fixed now (ORF-PRI-004)."""
    policy, product = tx.policy(record["policy_version"]), record["product"]
    before = tx.get("listing", record["listing_id"]) if "listing_id" in record else None
    closes_at = before["closes_at"] if before else to_text(
        window_end(policy, product["category"], record["withdrawal"], tx.at_ms))
    grade = record["condition"]["grade"]
    label_text, label_texts = wording(tx.policy(), grade)
    listing = {
        "id": tx.new_id("listing"), "return_id": record["id"], "sku": product["sku"], "category": product["category"],
        "grade": grade, "label_text": label_text, "label_texts": label_texts,
        "reference_price": value.unit_of(record)["reference_price"], "price": record["offer"]["listing_price"],
        "discount": record["offer"]["discount"], "ship_from_country": record["ship_from_region"]["country"],
        "status": "active", "opens_at": tx.at, "closes_at": closes_at, "generation": record["generation"],
        "policy_version": record["policy_version"],
    }
    listing.update({name: product[name] for name in ("title", "safety") if name in product})
    if not label_texts:
        del listing["label_texts"]
    steps = steps_left(tx, before) if before else steps_of(policy, record, listing)
    if steps:
        listing["price_schedule"], listing["price"] = steps, steps[0]["price"]
        reference = listing["reference_price"]["amount"]
        listing["discount"] = pricing.discount_of(reference - steps[0]["price"]["amount"], reference)
    record["listing_id"] = listing["id"]
    return tx.add("listing", listing)


def steps_of(policy, record, listing):
    """The schedule of a first listing, with the strategy `window`; None with `constant`."""
    if policy["discount"]["strategy"] != "window":
        return None
    unit = value.unit_of(record)
    rates = value.demand_rates(policy, unit["sku"], unit["category"])
    outcomes = value.outcomes(policy, unit, 0)
    figures = value.economics(policy, unit["category"], unit["zone"][:2], unit["zone"][:2])
    shares = [(naming, share) for share, _, naming in outcomes]
    demand = schedule.Demand(rates["general_per_day"], rates["naming_per_day"], figures["waiting_cost_per_day"],
                             schedule.weighted(shares), schedule.weighted(shares))
    return schedule.price_schedule(policy["discount"], unit["reference_price"], listing["opens_at"], listing["closes_at"],
                                   demand, policy["tax"]["rate_bp_by_country"], unit["zone"][:2])


def steps_left(tx, before):
    """What an earlier listing's schedule still has: the price in force, and the later steps at their moments."""
    if "price_schedule" not in before:
        return None
    begun = [step for step in before["price_schedule"] if to_ms(step["from"]) <= tx.at_ms]
    later = before["price_schedule"][len(begun):]
    return [{"from": tx.at, "price": begun[-1]["price"]}, *later]


def listing_of(tx, record):
    return tx.get("listing", record["listing_id"]) if "listing_id" in record else None


def days_left(tx, listing):
    return (to_ms(listing["closes_at"]) - tx.at_ms) / DAY


def worth_waiting(tx, record, listing):
    """Whether a listing that found nobody yet is worth its place on the page."""
    policy, unit = tx.policy(), value.unit_of(record)
    rates, country = policy["tax"]["rate_bp_by_country"], unit["zone"][:2]
    given = max(0, net_of(unit["reference_price"], rates, country) - net_of(listing["price"], rates, country))
    outcomes = value.outcomes(policy, unit, given)
    return value.worth_waiting(policy, unit, outcomes, value.demand_rates(policy, unit["sku"], unit["category"]))


@effect
def open_listing(tx, record):
    """Announce the listing that was prepared, weigh the orders that wait, and close it if waiting is not worth it."""
    listing = listing_of(tx, record)
    tx.emit("listing.opened", listing)
    tx.deadline("window", listing, listing["closes_at"])
    matching.weigh_article(tx, "listing_opened", listing)
    if listing["status"] == "active" and not worth_waiting(tx, record, listing):
        close(tx, record, listing, "not_worth_waiting")


@effect
def relist(tx, record):
    open_listing(tx, record)


def close(tx, record, listing, on):
    """End a listing without a buyer; its return goes to the warehouse for the same reason."""
    fire(tx, "listing", listing, on)
    tx.clear(listing, "window")
    fire(tx, "return", record, {"withdraw": "withdraw_listing"}.get(on, on))


@effect
def close_listing(tx, record):
    """The consumer keeps the item: an open listing closes."""
    end_listing(tx, record, "return_cancelled")


def end_listing(tx, record, on):
    listing = listing_of(tx, record)
    if listing and listing["status"] == "active":
        fire(tx, "listing", listing, on)
        tx.clear(listing, "window")


@guard
def window_left(tx, record):
    return to_ms(listing_of(tx, record)["closes_at"]) > tx.at_ms
