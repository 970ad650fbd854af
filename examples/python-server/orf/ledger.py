"""The posting table of chapter 11, as one pure function per cause, and what follows from the lines.

`facts` are those of the settlement vectors: the two sales taken apart into gross, net and tax, the refund, the leg, the
fee, the incentive and the claim. A case without `second_sale` is an intercepted parcel.
"""
from fractions import Fraction

from .money import half_even

NET_ACCOUNTS = ("sale_1", "sale_2", "discount", "carrier_cost", "fee", "incentive")


def refund_tax(facts, gross):
    """The tax in a refund: all of the first sale's, or in proportion."""
    sale = facts["first_sale"]
    return half_even(Fraction(sale["tax"] * gross, sale["gross"])) if sale["gross"] else 0


def handed_in(facts):
    lines = []
    if "second_sale" in facts:
        full, due = facts["second_sale"]["full"], facts["second_sale"]["due"]
        lines = [("clearing", due["gross"]), ("sale_2", -full["net"]), ("discount", full["net"] - due["net"]),
                 ("tax", -due["tax"])]
    return lines + [("carrier_cost", facts["carrier_leg"]), ("clearing", -facts["carrier_leg"])]


def refund_requested(facts):
    gross = facts["refund_gross"]
    tax = refund_tax(facts, gross)
    return [("sale_1", gross - tax), ("tax", tax), ("sender_payable", -gross), ("fee", facts["fee"]),
            ("clearing", -facts["fee"])]


def refund_posted(facts):
    return [("sender_payable", facts["refund_gross"]), ("clearing", -facts["refund_gross"])]


def incentive_granted(facts):
    return [("incentive", facts["incentive"]), ("sender_payable", -facts["incentive"])]


def incentive_paid(facts):
    return [("sender_payable", facts["incentive"]), ("clearing", -facts["incentive"])]


def second_sale_reversed(facts):
    if "second_sale" not in facts:
        return []
    full, due = facts["second_sale"]["full"], facts["second_sale"]["due"]
    return [("buyer_payable", -due["gross"]), ("sale_2", full["net"]), ("discount", -(full["net"] - due["net"])),
            ("tax", due["tax"])]


def buyer_refunded(facts):
    if "second_sale" not in facts:
        return []
    due = facts["second_sale"]["due"]["gross"]
    return [("buyer_payable", due), ("clearing", -due)]


def fee_reversed(facts):
    return [("clearing", facts["fee"]), ("fee", -facts["fee"])]


def claim_opened(facts):
    return [("carrier_claim", facts["claim_value"]), ("carrier_cost", -facts["claim_value"])]


def refund_corrected(facts):
    """A later finding takes `correction.gross` back; `earlier_gross` is what earlier findings took."""
    taken, earlier = facts["correction"]["gross"], facts["correction"].get("earlier_gross", 0)
    before = facts["refund_gross"] - earlier
    tax = refund_tax(facts, before) - refund_tax(facts, before - taken)
    return [("clearing", taken), ("sale_1", -(taken - tax)), ("tax", -tax)]


CAUSES = {each.__name__: each for each in (
    handed_in, refund_requested, refund_posted, incentive_granted, incentive_paid, second_sale_reversed, buyer_refunded,
    fee_reversed, claim_opened, refund_corrected)}


def post(cause, facts):
    """The lines of a cause: (account, amount), without those of 0."""
    return [(account, amount) for account, amount in CAUSES[cause](facts) if amount]


def balances(lines):
    totals = {}
    for account, amount in lines:
        totals[account] = totals.get(account, 0) + amount
    return totals


def net(lines):
    totals = balances(lines)
    return -sum(totals.get(account, 0) for account in NET_ACCOUNTS)
