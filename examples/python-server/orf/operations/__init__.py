"""The handlers, one module per kind of resource. Importing the package registers all of them."""
from . import control, discovery, disputes, events, explanation, forwards, listings, orders, refunds, report, returns, timeline  # noqa: F401
