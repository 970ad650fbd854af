"""What discovery's `documentation` links to: the contract, and how a decision of this server is recomputed."""
import json

TEXT = """A small server of Open Return Forwarding in Python, for sandbox use. It declares the profile core.

How decisions are made: the algorithm `python-first-gain`, version 1.0
----------------------------------------------------------------------
Every pair of an active listing of the article and a pending order is weighed. A pair to which a row of the table
"Who may be matched with whom" (chapter 7) applies is rejected with that code. The value of any other pair is
forward_value = half_even(q * (rho * A - (1 - rho) * bad_rating_loss) - (1 - q) * missed_hand_in_loss - D), with the
components of the matching annex, all of which stand in the record. The two probabilities are estimated so:

  q    the policy's hand_in_bp_by_day of day ship_by_days, or of its last day; nothing is learned
  rho  the policy's acceptable_rating alone: acceptable / (acceptable + unacceptable); nothing is learned

Figures of the policy's by_category win over the general ones, those of by_lane over both.
The threshold is 0 for every pair: the first buyer who brings a gain is taken. margin = forward_value - threshold.
A pair whose forward_value is 0 or less is rejected as value_below_warehouse. Of the others the one with the highest margin
is chosen; ties go to the listing that closes first, then the lower listing id, then the lower order id.

A listing closes at once (not_worth_waiting) if the orders of a day, by the policy's demand rates and destinations, bring no
more than waiting_cost_per_day.
"""


def page(server, request):
    """(media type, bytes) of a page of documentation; None for any other path."""
    if request.method != "GET":
        return None
    if request.path == "/docs":
        return "text/plain; charset=utf-8", TEXT.encode()
    if request.path == "/problems":
        return "application/json", json.dumps(server.contract.problems).encode()
    if request.path == "/openapi.json":
        return "application/json", json.dumps(server.contract.openapi).encode()
    return None
