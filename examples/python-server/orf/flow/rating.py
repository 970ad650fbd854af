"""Ratings: by the buyer, by silence, by the buyer's own return (chapters 10 and 15)."""
from ..instants import HOUR, plus
from ..problems import Refusal
from .table import fire, guard

ISSUE_OF_REASON = {"not_as_described": "not_as_described", "wrong_item": "wrong_item", "defective": "damaged",
                   "damaged_in_transit": "damaged", "unknown": "other"}


@guard
def verdict_accepts(tx, forward):
    return forward["rating"]["verdict"] in ("positive", "neutral")


def check_may_rate(tx, forward):
    """Refuse what can no longer, or not yet, be rated."""
    source = forward.get("rating", {}).get("source")
    if source in ("buyer", "return"):
        raise Refusal("already_rated")
    if source == "auto" or forward.get("rating_closes_at", "~") <= tx.at:
        raise Refusal("rating_window_closed")
    if forward["status"] != "delivered":
        raise Refusal("illegal_transition", f"The forward is `{forward['status']}`.")


def rate(tx, forward, verdict, source, issues=(), note=None):
    """Record a verdict and let it take effect. The note is sealed, and in no event."""
    forward["rating"] = {"verdict": verdict, "source": source, "issues": list(issues), "rated_at": tx.at}
    if note is not None:
        tx.vault.put(forward["id"], note=note)
    tx.clear(forward, "rating_window")
    fire(tx, "forward", forward, "rate" if source != "auto" else "rating_window")


def rate_by_return(tx, forward, reason_code):
    """A return for a failure counts as a negative rating, if that forward can still be rated."""
    if forward["status"] == "delivered" and tx.at < forward["rating_closes_at"]:
        rate(tx, forward, "negative", "return", [ISSUE_OF_REASON[reason_code]])


def link_expiry(tx, forward, valid_hours):
    closes_at = forward["rating_closes_at"]
    return min(closes_at, plus(tx.at, valid_hours * HOUR)) if valid_hours else closes_at
