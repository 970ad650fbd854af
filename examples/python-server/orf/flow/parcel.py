"""The label and the scans: what a carrier says, and which rows of the life cycle that takes (chapters 8 and 9)."""
from ..instants import DAY, HOUR, MINUTE, plus, to_ms
from ..problems import Refusal
from . import custody  # noqa: F401  (registers the effects that the rows below run)
from .table import can_fire, effect, fire, guard

TRANSIT = ("in_transit", "out_for_delivery", "ready_for_pickup", "delivery_failed", "delivery_delayed", "on_hold")
PROVES_HAND_IN = ("picked_up", *TRANSIT, "delivered", "return_to_sender")
AHEAD_AT_MOST = 5 * MINUTE


# --- the label --------------------------------------------------------------------------------------------------------

def request_label(tx, forward):
    """Ask the carrier. The sandbox's one answers at once, or refuses for good."""
    if forward["status"] != "label_pending":
        return
    label = tx.server.carrier.make_label(tx, forward)
    if label is None:
        fire(tx, "forward", forward, "label_call")
    else:
        take_label(tx, forward, label)


def take_label(tx, forward, label):
    """The carrier's label. It may come after the forward was reverted, and is then voided at once."""
    days = tx.policy(forward["policy_version"])["shipping"]["label_valid_days"]
    expires_at = max(plus(forward["created_at"], days * DAY), forward["hand_in_closes_at"])
    documents = [{"format": each, "url": f"/v1/forwards/{forward['id']}/label/documents/{each}", "expires_at": expires_at}
                 for each in label["formats"]]
    tx.vault.put(forward["id"], tracking_number=label["tracking_number"])
    forward["label"] = {
        "carrier": label["carrier"], "formats": label["formats"], "recipient_exposure": label["recipient_exposure"],
        "sender_exposure": label["sender_exposure"], "status": "valid", "issued_at": tx.at, "expires_at": expires_at,
        "documents": documents}
    if forward["status"] == "reverted":
        return void_label(tx, forward)
    tx.clear(forward, "label_call")
    tx.deadline("hand_in", forward, forward["hand_in_closes_at"])
    return fire(tx, "forward", forward, "label_created")


@effect
def schedule_reminder(tx, forward):
    """The next reminder whose moment is still to come, and before the end of the hand-in."""
    hours = tx.policy(forward["policy_version"])["shipping"]["reminders_after_hours"]
    moments = sorted(plus(forward["label"]["issued_at"], each * HOUR) for each in hours)
    ahead = [each for each in moments if tx.at < each < forward["hand_in_closes_at"]]
    tx.clear(forward, "ship_by_reminder")
    if ahead:
        tx.deadline("ship_by_reminder", forward, ahead[0])


@effect
def void_label(tx, forward):
    """Ask the carrier to void the label of a forward that ended; until it confirms, the sender may still hand in."""
    tx.clear(forward, "label_call", "label_request", "hand_in", "ship_by_reminder")
    if forward.get("label", {}).get("status") == "valid":
        forward["label"]["status"] = "void_requested"
        tx.deadline("label_expiry", forward, forward["label"]["expires_at"])
        tx.deadline("label_void", forward, tx.now)


def request_void(tx, forward):
    if tx.server.carrier.voids_at_once(tx, forward):
        confirm_void(tx, forward)


def confirm_void(tx, forward):
    """The carrier confirms: the forward is over for good."""
    if forward.get("label", {}).get("status") != "void_requested":
        raise Refusal("illegal_transition", "No void was asked for.")
    forward["label"].update(status="void", voided_at=tx.at)
    tx.clear(forward, "label_expiry")
    fire(tx, "forward", forward, "label_voided")


@effect
def expire_label(tx, forward):
    forward["label"]["status"] = "expired"


# --- scans ------------------------------------------------------------------------------------------------------------

def report(tx, forward, status, occurred_at, carrier_code=None):
    """Take a scan in: (the scan on record, whether it is new)."""
    if to_ms(occurred_at) > to_ms(tx.now) + AHEAD_AT_MOST:
        raise Refusal("occurred_in_future")
    if "label" not in forward:
        raise Refusal("label_not_ready")
    known = tx.find("scan", forward_id=forward["id"], status=status, occurred_at=occurred_at)
    if known:
        return known[0], False
    see(forward, status, occurred_at)
    tx.scan_at = occurred_at
    applied = take(tx, forward, status, occurred_at)
    scan = {"id": tx.new_id("scan"), "forward_id": forward["id"], "status": status, "occurred_at": occurred_at,
            "recorded_at": tx.now, "effect": "applied" if applied else "recorded"}
    if carrier_code is not None:
        scan["carrier_code"] = carrier_code
    return tx.add("scan", scan), True


def see(forward, status, occurred_at):
    """What is known of the parcel: the latest scan, whatever order they come in."""
    tracking = forward["tracking"]
    if occurred_at >= tracking.get("last_scan_at", ""):
        tracking["status"] = status
        if status in PROVES_HAND_IN:
            tracking["last_scan_at"] = occurred_at


def take(tx, forward, status, occurred_at):
    """Move the forward by the rows that fit; whether any did."""
    if status not in PROVES_HAND_IN:
        return False
    applied = False
    if can_fire(tx, "forward", forward, "scan_hand_in"):
        prove_hand_in(tx, forward, occurred_at)
        applied = True
    on = {"delivered": "scan_delivered", "return_to_sender": "scan_returned", "picked_up": None}.get(status, "scan_transit")
    if on and can_fire(tx, "forward", forward, on):
        if status == "delivered":
            forward["tracking"]["delivered_at"] = occurred_at
            days = tx.policy(forward["policy_version"])["refund"]["rating_window_days"]
            forward["rating_closes_at"] = tx.after(days * DAY)
        fire(tx, "forward", forward, on)
        applied = True
    custody.restart_lost_clock(tx, forward)
    return applied


def prove_hand_in(tx, forward, occurred_at):
    """The first scan, in time or late; `hand_in_credible` has been asked by the table."""
    forward["tracking"]["handed_in_at"] = occurred_at
    tx.clear(forward, "hand_in", "ship_by_reminder", "label_expiry", "label_void")
    if forward["status"] == "reverted":
        forward["handed_in_late"] = True
        forward["label"]["status"] = "valid"
        forward["label"].pop("voided_at", None)
    fire(tx, "forward", forward, "scan_hand_in")


@guard
def hand_in_credible(tx, forward):
    """The label could still be handed in when the scan was made, and the item is not known to be elsewhere."""
    label, owner = forward.get("label"), tx.get("return", forward["return_id"])
    if label is None or "disposition" in owner or tx.scan_at >= label["expires_at"]:
        return False
    if tx.scan_at >= label.get("voided_at", "9"):
        return False
    others = tx.find("forward", return_id=owner["id"])
    return not any("handed_in_at" in each["tracking"] for each in others if each["id"] != forward["id"])
