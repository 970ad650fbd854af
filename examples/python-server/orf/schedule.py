"""The strategy `window`: the prices of a listing over its window, computed once from the policy alone.

Whole-number dynamic programming, exactly as the annex on prices writes it, backwards over the steps of the window.
"""
from dataclasses import dataclass

from .instants import DAY, HOUR, SECOND, to_ms, to_text
from .money import half_even, money, net_of
from .pricing import range_at

MILLION = 1_000_000


@dataclass
class Demand:
    """What a listing waits for: orders per day, and (value at D = 0, share) of each destination."""

    general_per_day: float
    naming_per_day: float
    waiting_cost_per_day: float
    general: list
    naming: list


@dataclass
class Level:
    """One discount that the listing may show, with what it costs and brings."""

    discount: int
    cost: int
    general_rate: int
    naming_rate: int


def levels(price, lowest, highest, demand, response, net):
    """Ten equal parts of the bracket, each amount once, rising."""
    amounts = sorted({lowest + (highest - lowest) * k // 10 for k in range(11)})
    rates = half_even(MILLION * demand.general_per_day), half_even(MILLION * demand.naming_per_day)
    found = []
    for amount in amounts:
        extra = (amount - lowest) * 10_000 // price if price else 0
        more = [rate * (MILLION + per_point * extra) // MILLION
                for rate, per_point in zip(rates, (response["general_bp_per_point"], response["naming_bp_per_point"]))]
        found.append(Level(amount, max(0, net(price) - net(price - amount)), *more))
    return found


def slot(value, level, first_cost, demand, span, slots):
    """The value one slot earlier. `span` is the window in milliseconds, `slots` how many there are in all."""
    earned = level.general_rate * sum(
        share * max(0, MILLION * (x - level.cost) - value) for x, share in demand.general)
    earned += level.naming_rate * sum(
        share * (MILLION * (x - level.cost + first_cost) - value) for x, share in demand.naming)
    below = 10_000 * (DAY * MILLION * slots + (level.general_rate + level.naming_rate) * span)
    waiting = int(MILLION * demand.waiting_cost_per_day * span // (DAY * slots))
    return max(0, value + span * earned // below - waiting)


def choose(every, demand, count, per_step, span):
    """The level of each step: never back, and worth no less than any other sequence."""
    reached = [0] * len(every)
    chosen = []
    for _ in range(count):
        values = []
        for level, value in zip(every, reached):
            for _ in range(per_step):
                value = slot(value, level, every[0].cost, demand, span, count * per_step)
            values.append(value)
        best = [max(range(k, len(every)), key=lambda j: (values[j], -j)) for k in range(len(every))]
        reached = [values[index] for index in best]
        chosen.append(best)
    chosen.reverse()
    path = [0]
    for best in chosen[1:]:
        path.append(best[path[-1]])
    return path


def price_schedule(discount, reference, opens_at, closes_at, demand, rates, country):
    """`price_schedule` of a listing that opens now."""
    price, currency = reference["amount"], reference["currency"]
    lowest, highest = range_at(discount, price)
    span = to_ms(closes_at) - to_ms(opens_at)
    count = max(1, min(discount["window"]["steps"], span // HOUR))
    per_step = max(1, -(-span // (HOUR * count)))
    every = levels(price, lowest, highest, demand, discount["window"]["response"],
                   lambda amount: net_of(money(amount, currency), rates, country))
    found = []
    for index, level in enumerate(choose(every, demand, count, per_step, span)):
        shown = money(price - every[level].discount, currency)
        if not found or found[-1]["price"] != shown:
            begins = to_ms(opens_at) + span * index // (SECOND * count) * SECOND
            found.append({"from": to_text(begins), "price": shown})
    return found


def weighted(outcomes):
    """Outcomes as the schedule takes them: worth something, with whole shares in basis points."""
    return [(value, half_even(10_000 * share)) for value, share in outcomes if value > 0]
