"""The figures of `getReport`, as the annex on the report reckons them. Numbers only."""
from collections import Counter
from fractions import Fraction
from statistics import median

from .. import ledger
from ..instants import DAY, HOUR, to_ms, to_text
from ..money import half_even, money
from ..problems import invalid_parameter
from ..reply import Reply, handles
from .common import given


@handles("getReport")
def get_report(tx, call):
    end = to_ms(call.query["to"]) if "to" in call.query else tx.at_ms
    begin = to_ms(call.query["from"]) if "from" in call.query else end - 30 * DAY
    if begin >= end:
        raise invalid_parameter("from", "not_allowed", "is not before `to`")
    returns = [each for each in tx.find("return") if begin <= to_ms(each["created_at"]) < end]
    ids = {each["id"] for each in returns}
    of = {kind: [each for each in tx.find(kind) if each["return_id"] in ids]
          for kind in ("listing", "forward", "settlement", "refund")}
    currency = tx.policy()["currency"]
    return Reply(200, {"from": to_text(begin), "to": to_text(end), **counts(returns, of), **lists(returns, of),
                       "stage_hours": stages(returns, of), **sums(tx, of, currency)})


def share(part, whole):
    return part * 10_000 // whole if whole else None


def counts(returns, of):
    listed = {each["return_id"] for each in of["listing"]}
    matched = {each["return_id"] for each in of["forward"]}
    forwarded = {each["return_id"] for each in of["forward"] if "handed_in_at" in each["tracking"]}
    settled = {each["return_id"] for each in of["forward"] if each["status"] == "settled"}
    eligible = sum(each.get("assessment", {}).get("eligible", False) for each in returns)
    offered = sum("offer" in each for each in returns)
    missed = [each for each in of["forward"] if each.get("revert_reason") == "not_handed_in"]
    return given({
        "returns": len(returns), "eligible": eligible, "eligible_share_bp": share(eligible, len(returns)),
        "offered": offered, "chosen": len(listed), "adoption_share_bp": share(len(listed), offered),
        "listed": len(listed), "matched": len(matched), "match_share_bp": share(len(matched), len(listed)),
        "forwarded": len(forwarded), "forwarded_share_bp": share(len(forwarded), len(returns)), "settled": len(settled),
        "hand_in_losses": sum(not each.get("handed_in_late") for each in missed)})


def lists(returns, of):
    reasons = Counter(each["route"]["reason_code"] for each in returns if each["status"] == "to_warehouse")
    states = Counter(each["status"] for each in of["refund"])
    return {"fallbacks": [{"reason": name, "count": count} for name, count in reasons.most_common()],
            "refunds": [{"status": name, "count": count} for name, count in states.most_common()]}


def stages(returns, of):
    """Medians, in hours with two decimals, over those that finished the stage."""
    first_listing, settled = {}, {each["return_id"]: each["settled_at"] for each in of["settlement"] if "settled_at" in each}
    for each in of["listing"]:
        first_listing.setdefault(each["return_id"], each["opens_at"])
    forwards = of["forward"]
    track = lambda name: [each["tracking"].get(name) for each in forwards]
    spans = {
        "offer_to_choice": [(each.get("offer", {}).get("offered_at"), first_listing.get(each["id"])) for each in returns],
        "listing_to_match": [(each["opens_at"], each["closed_at"]) for each in of["listing"] if each["status"] == "matched"],
        "match_to_hand_in": list(zip([each["created_at"] for each in forwards], track("handed_in_at"))),
        "hand_in_to_delivery": list(zip(track("handed_in_at"), track("delivered_at"))),
        "delivery_to_rating": list(zip(track("delivered_at"), [each.get("rating", {}).get("rated_at") for each in forwards])),
        "intake_to_settlement": [(each["created_at"], settled.get(each["id"])) for each in returns],
    }
    found = {}
    for name, pairs in spans.items():
        hours = [(to_ms(end) - to_ms(begin)) / HOUR for begin, end in pairs if begin and end]
        if hours:
            found[name] = max(0, round(median(hours), 2))
    return found


def sums(tx, of, currency):
    """Savings of the settled forwards, and what the books hold."""
    settled = [each for each in of["forward"] if each["status"] == "settled"]
    savings = [saving(tx, each, currency) for each in settled]
    savings = [each for each in savings if each is not None]
    totals, net = {}, 0
    for each in of["settlement"]:
        lines = [(line["account"], line["amount"]) for line in each["entries"]]
        if each["currency"] == currency:
            net += ledger.net(lines)
        for account, amount in lines:
            totals[account, each["currency"]] = totals.get((account, each["currency"]), 0) + amount
    total = sum(savings)
    found = {"saving_total": money(total, currency), "settlement_net": money(net, currency),
             "books": [{"account": account, "balance": money(amount, unit)} for (account, unit), amount in totals.items()]}
    if savings:
        found["saving_per_forward"] = money(half_even(Fraction(total, len(savings))), currency)
    return found


def saving(tx, forward, currency):
    """`advantage` less `discount` of the pair that the decision chose."""
    decision = tx.get("decision", forward["decision_id"])
    if decision["inputs"]["currency"] != currency:
        return None
    components = decision["candidates"][0]["components"]
    return components["advantage"] - components["discount"]
