"""The books of a forward: opened with the hand-in, one cause at a time, closed with its end (chapter 11)."""
from fractions import Fraction

from .. import ledger, value
from ..money import half_even, tax_of
from . import matching
from .table import effect


def settlement_of(tx, forward):
    return tx.get("settlement", forward["settlement_id"]) if "settlement_id" in forward else None


def split(price, rates, country):
    tax = tax_of(price, rates, country)
    return {"gross": price["amount"], "net": price["amount"] - tax, "tax": tax}


def facts_of(tx, forward, owner, order):
    """The figures of the posting table, by the forward's policy version. An intercepted parcel makes no second sale."""
    policy = tx.policy(forward["policy_version"])
    rates = policy["tax"]["rate_bp_by_country"]
    home, target = owner["ship_from_region"]["country"], order["ship_to_region"]["country"]
    unit_price = owner["order_line"]["unit_price"]
    figures = value.economics(policy, owner["product"]["category"], home, target)
    first = {**split(unit_price, rates, home), "tax_country": unit_price.get("tax_country", home)}
    distance = value.places.distance(owner["_zone"], order["_zone"])
    facts = {
        "currency": policy["currency"], "first_sale": first, "refund_gross": 0,
        "carrier_leg": figures["forward_leg"][distance], "fee": policy["fees"]["per_forward"],
        "incentive": policy["refund"]["incentive"],
        "claim_value": half_even(Fraction(first["net"] * figures["unit_cost_bp"], 10_000)),
    }
    if not forward.get("intercept"):
        due = matching.due_price(order)
        facts["second_sale"] = {"full": split(order["full_price"], rates, target), "due": split(due, rates, target),
                                "tax_country": due.get("tax_country", target)}
    return facts


def open_books(tx, forward):
    owner, order = tx.get("return", forward["return_id"]), tx.get("order", forward["order_id"])
    facts = facts_of(tx, forward, owner, order)
    settlement = tx.add("settlement", {
        "id": tx.new_id("settlement"), "forward_id": forward["id"], "return_id": owner["id"], "order_id": order["id"],
        "status": "open", "currency": facts["currency"], "entries": [], "opened_at": tx.at, "_facts": facts,
        "_causes": [], "_refund_requested": False, "_sale_reversed": False})
    forward["settlement_id"] = settlement["id"]
    post(tx, forward, "handed_in")


def post(tx, forward, cause):
    """Post a cause, once per forward. Lines of 0 are left out; the cause counts as posted all the same."""
    settlement = settlement_of(tx, forward)
    if settlement is None or cause in settlement["_causes"]:
        return
    settlement["_causes"].append(cause)
    for account, amount in ledger.post(cause, settlement["_facts"]):
        settlement["entries"].append({
            "id": f"{settlement['id']}.{len(settlement['entries']) + 1}", "account": account, "amount": amount,
            "currency": settlement["currency"], "cause": cause, "posted_at": tx.at})


def posted(settlement, cause):
    return cause in settlement["_causes"]


def post_refund_request(tx, forward, amount):
    """The refund is asked for the first time: the first sale is taken back at the final amount, the fee charged."""
    settlement = settlement_of(tx, forward)
    settlement["_facts"]["refund_gross"] = amount
    settlement["_refund_requested"] = True
    post(tx, forward, "refund_requested")


@effect
def grant_incentive(tx, forward):
    if not forward.get("handed_in_late"):
        post(tx, forward, "incentive_granted")


def post_incentive_paid(tx, forward):
    if posted(settlement_of(tx, forward), "incentive_granted"):
        post(tx, forward, "incentive_paid")


def post_failure(tx, forward, reverse_sale):
    """A lost or undeliverable parcel, in the order of chapter 11: the refund came before, the reversals follow."""
    settlement = settlement_of(tx, forward)
    if posted(settlement, "refund_requested"):
        post(tx, forward, "fee_reversed")
    if forward["status"] == "lost":
        post(tx, forward, "claim_opened")
    if reverse_sale:
        reverse_second_sale(tx, forward)


def reverse_second_sale(tx, forward):
    settlement = settlement_of(tx, forward)
    if "second_sale" in settlement["_facts"]:
        settlement["_sale_reversed"] = True
        post(tx, forward, "second_sale_reversed")


def give_buyer_the_money_back(tx, forward):
    """The retailer refunded the buyer of a parcel that did not arrive; from stock the sale is reversed first."""
    if "second_sale" in settlement_of(tx, forward)["_facts"]:
        reverse_second_sale(tx, forward)
        post(tx, forward, "buyer_refunded")
    close_if_over(tx, forward)


def close_if_over(tx, forward):
    """The books of a parcel that did not arrive close when the refund is posted and the buyer is owed nothing."""
    settlement = settlement_of(tx, forward)
    refund = tx.get("refund", forward["_refund_id"])
    lines = [(entry["account"], entry["amount"]) for entry in settlement["entries"]]
    owes_buyer = ledger.balances(lines).get("buyer_payable", 0)
    if forward["status"] in ("lost", "undeliverable") and refund["status"] == "posted" and not owes_buyer:
        settle_books(tx, forward)


def settle_books(tx, forward):
    settlement = settlement_of(tx, forward)
    if settlement["status"] == "open":
        settlement["status"] = "settled"
        settlement["settled_at"] = tx.at
