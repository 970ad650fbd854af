"""Forwards: the parcel, its label, its scans, its rating, its loss and its hold."""
import secrets

from .. import carrier, tokens, views
from ..flow import parcel, rating, refund
from ..flow.table import fire
from ..instants import to_ms, to_text
from ..problems import Refusal
from ..reply import Reply, handles, shown
from .common import given, load, page
from .returns import keep_note


def forward_of(tx, call):
    return load(tx, "forward", call.path["forward_id"])


@handles("listForwards")
def list_forwards(tx, call):
    filters = {name: call.query[name] for name in ("status", "return_id", "order_id") if name in call.query}
    return page(tx, call, "forward", filters)


@handles("getForward")
def get_forward(tx, call):
    return shown(tx, "forward", forward_of(tx, call))


@handles("getDecision")
def get_decision(tx, call):
    return shown(tx, "decision", load(tx, "decision", call.path["decision_id"]))


# --- label and tracking -----------------------------------------------------------------------------------------------

@handles("getLabel")
def get_label(tx, call):
    forward = forward_of(tx, call)
    if "label" not in forward:
        raise Refusal("label_not_ready")
    return Reply(200, views.show_label(tx, forward))


@handles("getLabelDocument")
def get_label_document(tx, call):
    forward, form = forward_of(tx, call), call.path["format"]
    if "label" not in forward:
        raise Refusal("label_not_ready")
    if form not in forward["label"]["formats"]:
        raise Refusal("not_found")
    if forward["label"]["status"] != "valid":
        raise Refusal("label_void")
    number = tx.vault.get(forward["id"]).get("tracking_number", "UNKNOWN")
    shipper = tx.policy(forward["policy_version"])["shipping"]["return_address"]
    return Reply(200, carrier.document(form, number, shipper), media_type=carrier.MEDIA_TYPES[form])


@handles("reportTrackingEvent")
def report_tracking_event(tx, call):
    forward, body = forward_of(tx, call), call.body
    occurred_at = to_text(to_ms(body["occurred_at"]))
    scan, new = parcel.report(tx, forward, body["status"], occurred_at, body.get("carrier_code"))
    return shown(tx, "scan", scan, 201 if new else 200)


@handles("getTracking")
def get_tracking(tx, call):
    forward, party = forward_of(tx, call), call.query["party"]
    scans = sorted(tx.find("scan", forward_id=forward["id"]), key=lambda scan: scan["occurred_at"])
    label = forward.get("label", {})
    public = carrier.CAPABILITY["public_tracking_exposure"] == "none"
    return Reply(200, given({
        "forward_id": forward["id"], "party": party, "status": forward["tracking"]["status"],
        "carrier": label.get("carrier"),
        "tracking_number": tx.vault.get(forward["id"]).get("tracking_number") if party == "buyer" or public else None,
        "steps": [{"status": scan["status"], "occurred_at": scan["occurred_at"]} for scan in scans]}))


@handles("reportLost")
def report_lost(tx, call):
    forward = forward_of(tx, call)
    fire(tx, "forward", forward, "report_lost")
    return shown(tx, "forward", forward)


# --- rating -----------------------------------------------------------------------------------------------------------

def take_rating(tx, forward, body):
    """The buyer's verdict, by whichever way it came; the note is answered back to whoever wrote it."""
    rating.check_may_rate(tx, forward)
    rating.rate(tx, forward, body["verdict"], "buyer", body.get("issues", ()), body.get("note"))
    tx.flush()
    return Reply(201, views.show(tx, "forward", forward)["rating"], about=forward["id"])


@handles("rateForward")
def rate_forward(tx, call):
    return take_rating(tx, forward_of(tx, call), call.body)


@handles("createRatingLink")
def create_rating_link(tx, call):
    forward = forward_of(tx, call)
    rating.check_may_rate(tx, forward)
    token = f"orf_rating_{secrets.token_urlsafe(24)}"
    expires_at = rating.link_expiry(tx, forward, call.body.get("valid_hours"))
    tx.store.add_link(tokens.digest(token), tx.retailer, forward["id"], expires_at)
    return Reply(201, {"token": token, "expires_at": expires_at}, about=forward["id"])


@handles("redeemRating")
def redeem_rating(tx, call):
    """The web layer has found the link by its token; whether it still works is asked here, after a stored answer."""
    link = tx.store.link(call.link)
    if link["state"] != "open" or tx.at >= link["expires_at"]:
        raise Refusal("unauthorized")
    reply = take_rating(tx, tx.get("forward", link["forward_id"]), call.body)
    tx.store.spend_link(call.link)
    return reply


@handles("resolveHold")
def resolve_hold(tx, call):
    forward = forward_of(tx, call)
    refund.resolve(tx, forward, call.body["outcome"], call.body.get("amount"))
    keep_note(tx, forward["_refund_id"], call)
    return shown(tx, "forward", forward)
