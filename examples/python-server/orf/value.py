"""What a forward is worth against the warehouse route, with every component (annex on matching, "The value X")."""
import math
from fractions import Fraction

from . import places
from .eligibility import reference_price
from .money import half_even, net_of, tax_of


def unit_of(record):
    """A returned unit as the value model sees it: the article, its price and the sender's zone."""
    product = record["product"]
    return {"sku": product["sku"], "category": product["category"], "zone": record["_zone"],
            "reference_price": reference_price(product, record["order_line"]["unit_price"])}


def economics(policy, category, from_country, to_country):
    """The figures of the policy, with what differs for the category and for the lane."""
    figures = policy["matching"]["economics"]
    merged = {**figures, **figures.get("by_category", {}).get(category, {})}
    for lane in figures.get("by_lane", ()):
        if (lane["from"], lane["to"]) == (from_country, to_country):
            legs = {**merged["forward_leg"], **lane.get("forward_leg", {})}
            merged = {**merged, **lane, "forward_leg": legs}
    return merged


def acceptable_share(prior, category, sender):
    """`rho` in basis points: the category moves the expectation, and the sender's own count against it with the prior's weight."""
    weight, seen = (Fraction(counts["acceptable"]) + Fraction(counts["unacceptable"]) for counts in (prior, category))
    share = (Fraction(prior["acceptable"]) + Fraction(category["acceptable"])) / (weight + seen)
    own = Fraction(sender["acceptable"])
    return half_even(10_000 * (weight * share + own) / (weight + own + Fraction(sender["unacceptable"])))


def hand_in_share(figures, days, seen=()):
    """`q` in basis points: the written share, moved by what was seen of each day where the policy learns."""
    by_day = figures["hand_in_bp_by_day"]
    written = [0] + [by_day[min(day, len(by_day)) - 1] for day in range(1, days + 1)]
    if "hand_in_learning" not in figures or not seen:
        return written[-1]
    matches, kept = Fraction(figures["hand_in_learning"]["prior_matches"]), Fraction(1)
    for day in range(1, days + 1):
        observed = seen[day - 1] if day <= len(seen) else {"at_risk": 0, "handed_in": 0}
        due = matches * Fraction(10_000 - written[day - 1], 10_000) + Fraction(observed["at_risk"])
        handed_in = matches * Fraction(written[day] - written[day - 1], 10_000) + Fraction(observed["handed_in"])
        kept *= 1 - min(Fraction(1), handed_in / due) if due else 1
    return half_even(10_000 * (1 - kept))


NOBODY = {"acceptable": 0, "unacceptable": 0}


def components(policy, unit, to_zone, discount=0, distance=None):
    """All components and `forward_value`. `unit` has sku, category, reference_price, zone and, if known, ratings, `evidence` and promised `terms`.

    `distance` overrides that of the zones, for a destination that is only supposed.
    """
    from_zone = unit["zone"]
    distance = distance or places.distance(from_zone, to_zone)
    figures = economics(policy, unit["category"], places.country_of(from_zone), places.country_of(to_zone))
    rates = policy["tax"]["rate_bp_by_country"]
    net = net_of(unit["reference_price"], rates, places.country_of(from_zone))
    unit_value = half_even(Fraction(net * figures["unit_cost_bp"], 10_000))
    recovery = half_even(Fraction(unit_value * (10_000 - figures["recovery_bp"]), 10_000))
    depreciation = half_even(Fraction(unit_value * figures["depreciation_bp_per_day"] * figures["days_saved"], 10_000))
    avoided = (figures["return_leg"] + figures["handling"] + figures["outbound"] + min(unit_value, recovery + depreciation))
    surcharge = figures["cross_border_surcharge"] if distance == "cross_border" else 0
    leg = figures["forward_leg"][distance] + surcharge
    promised = {"ship_by_days": policy["shipping"]["ship_by_days"], "incentive": policy["refund"]["incentive"],
                "fee": policy["fees"]["per_forward"], **unit.get("terms", {})}
    incentive, fee = promised["incentive"], promised["fee"]
    advantage = avoided - leg - incentive - fee
    q = hand_in_share(figures, promised["ship_by_days"], unit.get("evidence", {}).get("hand_in", ()))
    ratings = unit.get("ratings", {"category": NOBODY, "sender": NOBODY})
    rho = acceptable_share(figures["acceptable_rating"], ratings["category"], ratings["sender"])
    bad, missed = figures["bad_rating_loss"], figures["missed_hand_in_loss"]
    terms = (Fraction(q * rho * advantage, 10 ** 8), Fraction(q * (10_000 - rho) * bad, 10 ** 8),
             Fraction((10_000 - q) * missed, 10_000))
    found = {
        "distance": distance, "from_zone": from_zone, "to_zone": to_zone, "unit_value": unit_value,
        "return_leg": figures["return_leg"], "handling": figures["handling"], "outbound": figures["outbound"],
        "recovery_loss": recovery, "depreciation": depreciation, "avoided": avoided, "forward_leg": leg,
        "cross_border_surcharge": surcharge, "incentive": incentive, "fee": fee, "advantage": advantage,
        "discount": discount, "hand_in_probability": q / 10_000, "acceptable_probability": rho / 10_000,
        "bad_rating_loss": bad, "missed_hand_in_loss": missed, "expected_advantage": half_even(terms[0]),
        "expected_bad_rating_loss": half_even(terms[1]), "expected_missed_hand_in_loss": half_even(terms[2]),
    }
    return found, half_even(terms[0] - terms[1] - terms[2] - discount)


def discount_of_order(policy, order, names_listing, country):
    """`D`: what this match gives away. A buyer who names the listing pays its price anyway."""
    if names_listing or "offered_price" not in order:
        return 0
    rates = policy["tax"]["rate_bp_by_country"]
    return max(0, net_of(order["full_price"], rates, country) - net_of(order["offered_price"], rates, country))


def may_cross(policy, origin, target):
    """Whether a parcel may travel from one country to another."""
    pairs = policy["matching"]["cross_border"]
    return origin == target or any((pair["from"], pair["to"]) == (origin, target) for pair in pairs)


def in_reach(policy, home):
    """The countries to which a parcel may go from one, whatever share of the demand they have."""
    return [each for each in policy["matching"]["countries"] if may_cross(policy, home, each)]


def best_value(policy, unit):
    """What the best destination in reach brings: a buyer there who names the listing (criterion `value`)."""
    home = places.country_of(unit["zone"])
    distances = {each: "same_country" if each == home else "cross_border" for each in in_reach(policy, home)}
    return max((components(policy, unit, each, 0, distance)[1] for each, distance in distances.items()), default=0)


def destinations(policy, zone):
    """(distance, country, share) of every destination that buyers may be in, as seen from a sender.

    `same_zone` keeps its share also where the sender's zone is a country alone.
    """
    rules, home = policy["matching"]["demand"]["destinations"], places.country_of(zone)
    found = [("same_zone", home, Fraction(rules["same_zone_bp"], 10_000)),
             ("same_country", home, Fraction(rules["same_country_bp"], 10_000))]
    abroad = [each for each in in_reach(policy, home) if each != home]
    weights = rules.get("abroad_weights")
    weight = {each: (1 if weights is None else weights.get(each, 0)) for each in abroad}
    total = sum(weight.values())
    share = Fraction(rules["cross_border_bp"], 10_000)
    return found + [("cross_border", each, share * weight[each] / total) for each in abroad if weight[each]]


def outcomes(policy, unit, discount):
    """(share, general value, naming value) of every destination."""
    found = []
    for distance, country, share in destinations(policy, unit["zone"]):
        target = unit["zone"] if distance == "same_zone" else country
        _, naming = components(policy, unit, target, 0, distance)
        _, general = components(policy, unit, target, discount, distance)
        found.append((share, general, naming))
    return found


def demand_rates(policy, sku, category):
    """Orders per day of an article, by SKU, else by category, else the default."""
    rates = policy["matching"]["demand"]
    return rates["by_sku"].get(sku) or rates["by_category"].get(category) or rates["default"]


def worth_waiting(policy, unit, found, rates):
    """Whether waiting can bring more than it costs: what a day brings against what a day costs."""
    figures = economics(policy, unit["category"], places.country_of(unit["zone"]), places.country_of(unit["zone"]))
    cost = Fraction(figures["waiting_cost_per_day"])
    brings = sum(share * (Fraction(rates["general_per_day"]) * max(0, general)
                          + Fraction(rates["naming_per_day"]) * max(0, naming)) for share, general, naming in found)
    return cost == 0 or brings > cost


def forecast(policy, unit, discount, days):
    """The chance of a match within `days`, and the value of the best destination in reach.

    This server takes the first buyer who brings a gain, so a match is the first arrival of such an order.
    """
    found = outcomes(policy, unit, discount)
    rates = demand_rates(policy, unit["sku"], unit["category"])
    best = best_value(policy, unit)
    if not worth_waiting(policy, unit, found, rates):
        return {"match_probability": 0, "best_value": best}
    arrivals = sum(float(share) * (rates["general_per_day"] * (general > 0) + rates["naming_per_day"] * (naming > 0))
                   for share, general, naming in found)
    return {"match_probability": 1 - math.exp(-arrivals * max(0, days)), "best_value": best}


def taxed(price, rates, country):
    """How a net price came about, for the basis of a record."""
    tax = tax_of(price, rates, country)
    shown = {"gross": price["amount"], "tax": tax, "net": price["amount"] - tax}
    if "tax_amount" not in price:
        shown["tax_rate_bp"] = rates.get(price.get("tax_country", country), 0)
    return shown
