"""Zones: all that prices, values and records ever know of an address (annexes on matching and places)."""
import re

FORMS = [
    (("DE", "ES", "FR", "IT", "PL"), r"(\d{2})\d{3}"),
    (("CZ", "SE"), r"(\d)\d{4}"),
    (("NL",), r"(\d{2})\d{2}(?:[A-Z]{2})?"),
    (("AT", "BE", "CH", "DK", "NO"), r"(\d)\d{3}"),
    (("PT",), r"(\d)\d{3}(?:\d{3})?"),
    (("GB",), r"(?!BF|GX)([A-Z]{1,2})\d[A-Z0-9]?\d[A-Z]{2}"),
    (("IE",), r"([A-Z])\d[\dW][A-Z0-9]{4}"),
]
PATTERNS = {country: re.compile(form, re.ASCII) for countries, form in FORMS for country in countries}


def zone(country, postal_code):
    """`NL-10` for a code that can be read, else the country alone."""
    pattern = PATTERNS.get(country)
    if not pattern:
        return country
    code = re.sub(r"[ .-]", "", postal_code.upper())
    for prefix in ("", country, country[0]):
        if code.startswith(prefix) and (not prefix or code[len(prefix):len(prefix) + 1].isdigit()):
            match = pattern.fullmatch(code[len(prefix):])
            if match:
                return f"{country}-{match.group(1)}"
    return country


def country_of(place):
    return place[:2]


def distance(one, other):
    if country_of(one) != country_of(other):
        return "cross_border"
    return "same_zone" if one == other and "-" in one else "same_country"
