"""The refund: what makes it due, who is asked, what is held, and the date that the law sets (chapter 10)."""
from ..instants import DAY, plus, to_ms, to_text
from ..problems import Refusal, invalid_body
from . import books
from .table import effect, fire, guard

ASKED_AGAIN_AFTER = DAY


def refund_of(tx, forward):
    return tx.get("refund", forward["_refund_id"])


def owner_of(tx, record):
    """The return of a forward or refund."""
    return tx.get("return", record["return_id"])


@guard
def voluntary_basis(tx, refund):
    return owner_of(tx, refund)["withdrawal"]["basis"] == "voluntary"


# --- becoming due -----------------------------------------------------------------------------------------------------

def make_due(tx, refund, forward, cause, on="trigger"):
    """Make a refund due; it is asked for in the same commit (ORF-REF-002)."""
    refund.update(cause=cause, due_at=tx.at, forward_id=forward["id"])
    tx.clear(refund, "statutory_refund", "hold_review")
    fire(tx, "refund", refund, on)


@effect
def request_refund(tx, refund):
    """Ask the retailer's refund system, once; later questions are reminders under the same id."""
    refund.setdefault("requested_at", tx.at)
    tx.deadline("refund_reminder", refund, plus(max(tx.at, tx.now), ASKED_AGAIN_AFTER))
    books.post_refund_request(tx, tx.get("forward", refund["forward_id"]), refund["amount"]["amount"])
    fire(tx, "refund", refund, "request")


def remind(tx, refund):
    tx.deadline("refund_reminder", refund, tx.after(ASKED_AGAIN_AFTER))
    fire(tx, "refund", refund, "refund_reminder")


def due_by_trigger(tx, forward, moment):
    refund = refund_of(tx, forward)
    if refund["status"] == "not_due" and (refund["trigger"] == moment or moment == "rated"):
        make_due(tx, refund, forward, moment)


@effect
def trigger_on_hand_in(tx, forward):
    due_by_trigger(tx, forward, "handed_in")


@effect
def trigger_on_delivery(tx, forward):
    due_by_trigger(tx, forward, "delivered")


@effect
def trigger_on_rating(tx, forward):
    due_by_trigger(tx, forward, "rated")


@effect
def route_refund_external(tx, owner):
    """The return does not go by a forward: the retailer's own process pays, if there is anything to pay."""
    refund = tx.get("refund", owner["_refund_id"])
    if refund["status"] == "not_due":
        fire(tx, "refund", refund, "route_external")


@effect
def resume_return(tx, owner):
    """A late hand-in: the refund comes back from the warehouse route."""
    refund = tx.get("refund", owner["_refund_id"])
    if refund["status"] == "external":
        fire(tx, "refund", refund, "resume")


@effect
def refund_sender_in_full(tx, forward):
    """Lost or undeliverable: whole, at once; then the return ends."""
    refund, owner = refund_of(tx, forward), owner_of(tx, forward)
    if refund["status"] == "not_due":
        make_due(tx, refund, forward, forward["status"])
    if owner["status"] == "in_forward":
        fire(tx, "return", owner, forward["status"])


def set_statutory_date(tx, forward):
    """With the hand-in the law's date is known: 14 days after the notice, or the hand-in if that is later."""
    refund, owner = refund_of(tx, forward), owner_of(tx, forward)
    if owner["withdrawal"]["basis"] != "statutory":
        return
    notified, handed_in = to_ms(owner["withdrawal"]["notified_at"]), to_ms(forward["tracking"]["handed_in_at"])
    refund["statutory_due_at"] = to_text(max(notified + 14 * DAY, handed_in))
    if refund["status"] == "not_due":
        tx.deadline("statutory_refund", refund, refund["statutory_due_at"])


def law_demands(tx, refund):
    """The law's date came: an open hold ends, and the whole refund is due."""
    forward = tx.get("forward", owner_of(tx, refund)["forward_id"])
    if refund["status"] == "held":
        end_hold(tx, forward, "released", "statutory_floor")
    make_due(tx, refund, forward, "statutory_floor", "statutory_refund")


# --- holds ------------------------------------------------------------------------------------------------------------

@effect
def hold_refund(tx, forward):
    """A negative rating: the refund is kept back, or a dispute opens where it has been asked for."""
    refund = refund_of(tx, forward)
    if refund["status"] != "not_due":
        return open_dispute(tx, forward)
    days = tx.policy(forward["policy_version"])["refund"]["hold_review_days"]
    cause = "returned_by_buyer" if forward["rating"]["source"] == "return" else "negative_rating"
    forward["hold"] = {"status": "open", "cause": cause, "opened_at": tx.at, "review_by": tx.after(days * DAY)}
    refund["forward_id"] = forward["id"]
    tx.deadline("hold_review", refund, forward["hold"]["review_by"])
    return fire(tx, "refund", refund, "hold")


def end_hold(tx, forward, status, by):
    forward["hold"].update(status=status, resolved_at=tx.at, resolved_by=by)


def resolve(tx, forward, outcome, amount):
    """The operator's finding. On a statutory basis nothing but the whole is possible."""
    if outcome == "reduce" and amount is None:
        raise invalid_body("/amount", "missing_member", "is required with `reduce`")
    if outcome != "reduce" and amount is not None:
        raise invalid_body("/amount", "not_allowed", "stands with `reduce` only")
    refund = refund_of(tx, forward)
    if outcome == "reduce":
        whole = refund["amount"]
        if amount["currency"] != whole["currency"] or not 0 < amount["amount"] < whole["amount"]:
            raise Refusal("amount_exceeds_refund")
    if forward.get("hold", {}).get("status") != "open":
        raise Refusal("illegal_transition", "No hold is open.")
    if outcome != "release" and not voluntary_basis(tx, refund):
        raise Refusal("statutory_refund_protected")
    tx.clear(refund, "hold_review", "statutory_refund")
    if outcome == "deny":
        end_hold(tx, forward, "denied", "operator")
        return fire(tx, "refund", refund, "deny")
    end_hold(tx, forward, "reduced" if outcome == "reduce" else "released", "operator")
    if outcome == "reduce":
        refund["amount"] = amount
    return make_due(tx, refund, forward, "hold_reduced" if outcome == "reduce" else "hold_released", outcome)


def review_ends(tx, refund):
    """Nobody reviewed it in time: released whole."""
    forward = tx.get("forward", refund["forward_id"])
    end_hold(tx, forward, "released", "review_deadline")
    make_due(tx, refund, forward, "hold_released", "hold_review")


def open_dispute(tx, forward):
    dispute = tx.add("dispute", {
        "id": tx.new_id("dispute"), "forward_id": forward["id"], "return_id": forward["return_id"],
        "order_id": forward["order_id"], "status": "open", "issues": forward["rating"]["issues"], "opened_at": tx.at})
    tx.emit("dispute.opened", dispute)


# --- paid -------------------------------------------------------------------------------------------------------------

def confirm(tx, refund, body):
    if body["outcome"] == "failed":
        fire_failed(tx, refund, body.get("failure_code"))
        return
    if "external_ref" not in body:
        raise invalid_body("/external_ref", "missing_member", "is required with `posted`")
    if refund["status"] not in ("requested", "failed"):
        raise Refusal("illegal_transition", f"The refund is `{refund['status']}`.")
    refund.update(external_ref=body["external_ref"], posted_at=tx.at)
    refund.pop("failure_code", None)
    tx.clear(refund, "refund_reminder")
    fire(tx, "refund", refund, "confirm_posted")


def fire_failed(tx, refund, failure_code):
    if refund["status"] != "requested":
        raise Refusal("illegal_transition", f"The refund is `{refund['status']}`.")
    refund.pop("failure_code", None)
    if failure_code:
        refund["failure_code"] = failure_code
    tx.deadline("refund_reminder", refund, tx.after(ASKED_AGAIN_AFTER))
    fire(tx, "refund", refund, "confirm_failed")


@effect
def post_refund(tx, refund):
    books.post(tx, tx.get("forward", refund["forward_id"]), "refund_posted")


@effect
def try_to_settle(tx, record):
    """Called with a forward (rated) or a refund (posted, denied): settle when both are there."""
    forward = record if "tracking" in record else tx.get("forward", record["forward_id"])
    refund = refund_of(tx, forward)
    if forward["status"] == "rated" and refund["status"] in ("posted", "denied"):
        fire(tx, "forward", forward, "settle")
    elif forward["status"] in ("lost", "undeliverable"):
        books.close_if_over(tx, forward)


@effect
def settle(tx, forward):
    """The books close; the return ends, and the order if it is still served by this forward."""
    books.post_incentive_paid(tx, forward)
    books.settle_books(tx, forward)
    owner, order = owner_of(tx, forward), tx.get("order", forward["order_id"])
    if owner["status"] == "in_forward":
        fire(tx, "return", owner, "settle")
    if order["status"] == "forward" and order["forward_id"] == forward["id"]:
        fire(tx, "order", order, "fulfil")
