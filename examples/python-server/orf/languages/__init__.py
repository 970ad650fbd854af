"""The built-in sentences for consumers, one module per `Locale` of the contract. All have the same names."""
from . import de, en, fr, nl

BY_LOCALE = {"en": en, "nl": nl, "de": de, "fr": fr}
