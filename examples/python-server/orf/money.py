"""Amounts in whole minor units, exact arithmetic, one way of rounding."""
from fractions import Fraction


def half_even(value):
    """To the nearest whole number, a tie to the even neighbour. Exact for integers and fractions."""
    return round(Fraction(value))


def money(amount, currency):
    return {"amount": amount, "currency": currency}


def plain(price):
    """A price without its tax members: prices are compared and shown by amount and currency."""
    return money(price["amount"], price["currency"])


def same_price(one, other):
    return plain(one) == plain(other)


def tax_of(price, rates, country):
    """The tax in a gross price: its own `tax_amount`, or else contained in it at the rate of its country."""
    if "tax_amount" in price:
        return price["tax_amount"]
    rate = rates.get(price.get("tax_country", country), 0)
    return half_even(Fraction(price["amount"] * rate, 10_000 + rate))


def net_of(price, rates, country):
    return price["amount"] - tax_of(price, rates, country)
