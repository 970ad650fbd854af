"""Returns: taken in, judged, chosen for, cancelled, with evidence and what became of the goods."""
from .. import eligibility, pricing, value
from ..flow import listing as listings, rating
from ..flow.table import fire
from ..instants import DAY, HOUR, to_text
from ..money import money, plain
from ..places import zone
from ..problems import Refusal, invalid_body
from ..reply import Reply, handles, shown
from .common import check_price, given, load, page

TAKES_EVIDENCE = ("assessing", "offered", "listed", "matched")
MOST_EVIDENCE = 20


# --- judging ----------------------------------------------------------------------------------------------------------

def judge(policy, subject, from_zone, now_ms):
    """The assessment of a subject, and the terms of the offer if it is eligible."""
    product = subject["product"]
    reference = eligibility.reference_price(product, subject["unit_price"])
    _, price, discount = pricing.opening(policy["discount"], reference, product["category"], product["sku"])
    ends = eligibility.window_end(policy, product["category"], subject.get("withdrawal"), now_ms)
    unit = {"sku": product["sku"], "category": product["category"], "reference_price": reference, "zone": from_zone}
    given_off = net_discount(policy, reference, price, from_zone[:2])
    forecast = value.forecast(policy, unit, given_off, max(0, ends - now_ms) / DAY)
    case = eligibility.Case(subject, policy, now_ms, forecast)
    assessment = {**eligibility.assess(case), "assessed_at": to_text(now_ms)}
    terms = None
    if assessment["eligible"]:
        terms = {"window_days": (ends - now_ms) // DAY, "ship_by_days": policy["shipping"]["ship_by_days"],
                 "incentive": money(policy["refund"]["incentive"], policy["currency"]),
                 "listing_price": price, "discount": discount}
    return assessment, terms


def net_discount(policy, reference, price, country):
    if price is None:
        return 0
    rates = policy["tax"]["rate_bp_by_country"]
    return max(0, value.net_of(reference, rates, country) - value.net_of(price, rates, country))


def check_currency(policy, *prices):
    if any(price and price["currency"] != policy["currency"] for price in prices):
        raise Refusal("currency_not_configured")


@handles("checkEligibility")
def check_eligibility(tx, call):
    body, policy = call.body, tx.policy()
    check_price(body["unit_price"], "/unit_price")
    check_currency(policy, body["unit_price"])
    subject = {**body, "generation": 1}
    assessment, terms = judge(policy, subject, body["ship_from_country"], tx.at_ms)
    return Reply(200, given({"assessment": assessment, "offer": terms}))


# --- taking in --------------------------------------------------------------------------------------------------------

@handles("createReturn")
def create_return(tx, call):
    body, policy = call.body, tx.policy()
    line, resolution = body["order_line"], body.get("resolution")
    check_price(line["unit_price"], "/order_line/unit_price")
    source = source_forward(tx, body)
    check_currency(policy, line["unit_price"], resolution and resolution["value"])
    if tx.find("return", external_id=body["external_id"]):
        raise Refusal("external_id_taken")
    record = intake(tx, body, policy, source)
    tx.emit("return.created", record)
    subject = {"product": body["product"], "unit_price": line["unit_price"], "reason_code": body["reason"]["code"],
               "condition": body["condition"], "consumer": body["consumer"], "withdrawal": body["withdrawal"],
               "evidence_kinds": [each["kind"] for each in body.get("evidence", ())],
               "ship_from_country": body["ship_from"]["country"], "generation": record["generation"]}
    record["assessment"], terms = judge(policy, subject, record["_zone"], tx.at_ms)
    del record["decide_by"]
    if terms:
        make_offer(tx, record, policy, terms)
    else:
        fire(tx, "return", record, "assessed_ineligible", record["assessment"]["route_reason"])
    if source and body["reason"]["code"] in eligibility.NEVER_FORWARDABLE:
        rating.rate_by_return(tx, source, body["reason"]["code"])
    return shown(tx, "return", record, 201, location=f"/v1/returns/{record['id']}")


def source_forward(tx, body):
    """The forward by which this consumer got the item; refused unless it went to them."""
    if "forwarded_from" not in body:
        return None
    forward = tx.get("forward", body["forwarded_from"])
    order = tx.get("order", forward["order_id"]) if forward else None
    if order is None or order["buyer_ref"] != body["consumer"]["ref"]:
        raise invalid_body("/forwarded_from", "unknown_reference", "names no forward that went to this consumer")
    return forward


def resolution_of(tx, body, source):
    """What the consumer gets: as the request says, else what was paid for the item."""
    if "resolution" in body:
        return body["resolution"]
    paid = body["order_line"]["unit_price"]
    if source:
        order = tx.get("order", source["order_id"])
        paid = order["offered_price"] if order["_pays_offer"] else order["full_price"]
    return {"type": "refund", "value": plain(paid)}


def intake(tx, body, policy, source):
    """The records of a new return and its refund; what is personal goes into the vault."""
    resolution = resolution_of(tx, body, source)
    refund = tx.add("refund", {
        "id": tx.new_id("refund"), "return_id": "", "amount": plain(resolution["value"]),
        "resolution_type": resolution["type"], "trigger": policy["refund"]["trigger"], "status": "not_due"})
    consumer = {name: body["consumer"][name] for name in ("ref", "segment") if name in body["consumer"]}
    address = body["ship_from"]
    record = given({
        "id": tx.new_id("return"), "external_id": body["external_id"], "order_line": body["order_line"],
        "product": body["product"], "reason": {"code": body["reason"]["code"]}, "condition": body["condition"],
        "consumer": consumer, "ship_from_region": {"country": address["country"]}, "withdrawal": body["withdrawal"],
        "resolution": resolution, "status": "assessing", "decide_by": tx.at, "route": {"destination": "undecided"},
        "forwarded_from": body.get("forwarded_from"), "generation": source["generation"] + 1 if source else 1,
        "policy_version": policy["version"], "created_at": tx.at, "updated_at": tx.at, "_refund_id": refund["id"],
        "_zone": zone(address["country"], address["postal_code"]), "_evidence_count": 0})
    refund["return_id"] = record["id"]
    tx.add("return", record)
    tx.vault.put(record["id"], address=address, note=body["reason"].get("note"), flags=body["consumer"].get("flags"))
    for each in body.get("evidence", ()):
        keep_evidence(tx, record, each)
    return record


def make_offer(tx, record, policy, terms):
    expires = tx.at_ms + policy["offer"]["expiry_hours"] * HOUR
    if record["withdrawal"]["basis"] == "statutory":
        expires = min(expires, eligibility.last_close(policy, record["withdrawal"]) - DAY)
    record["offer"] = {"offered_at": tx.at, "expires_at": to_text(expires), **terms}
    tx.deadline("offer_expiry", record, record["offer"]["expires_at"])
    fire(tx, "return", record, "assessed_eligible")


# --- reading ----------------------------------------------------------------------------------------------------------

@handles("listReturns")
def list_returns(tx, call):
    fields = {"status": "status", "external_id": "external_id", "sku": "product.sku"}
    filters = {path: call.query[name] for name, path in fields.items() if name in call.query}
    return page(tx, call, "return", filters)


@handles("getReturn")
def get_return(tx, call):
    return shown(tx, "return", load(tx, "return", call.path["return_id"]))


# --- commands ---------------------------------------------------------------------------------------------------------

@handles("chooseRoute")
def choose_route(tx, call):
    record = load(tx, "return", call.path["return_id"])
    if record["status"] != "offered":
        if record["route"].get("reason_code") == "offer_expired":
            raise Refusal("offer_expired")
        raise Refusal("illegal_transition" if "offer" in record or record["status"] == "cancelled" else "route_not_offered",
                      f"The return is `{record['status']}`.")
    tx.clear(record, "offer_expiry")
    if call.body["route"] == "forward":
        listings.prepare(tx, record)
        fire(tx, "return", record, "choose_forward")
    else:
        fire(tx, "return", record, "choose_warehouse")
    return shown(tx, "return", record)


@handles("cancelReturn")
def cancel_return(tx, call):
    record = load(tx, "return", call.path["return_id"])
    if record["status"] == "in_forward":
        raise Refusal("already_handed_in")
    fire(tx, "return", record, "cancel")
    tx.clear(record, "offer_expiry")
    keep_note(tx, record["id"], call)
    return shown(tx, "return", record)


def keep_note(tx, identifier, call):
    """A remark of a command is free text about people: sealed, and shown to nobody."""
    if "note" in call.body:
        tx.vault.put(identifier, remark=call.body["note"])


@handles("addEvidence")
def add_evidence(tx, call):
    record = load(tx, "return", call.path["return_id"])
    if record["status"] not in TAKES_EVIDENCE:
        raise Refusal("illegal_transition", f"The return is `{record['status']}`.")
    if record["_evidence_count"] >= MOST_EVIDENCE:
        raise Refusal("too_much_evidence")
    return Reply(201, keep_evidence(tx, record, call.body), about=record["id"])


def keep_evidence(tx, record, body):
    """Evidence as recorded: all of it is personal, so all of it is in the vault."""
    kept = {"id": tx.server.new_id("evidence", "evd"), **body, "added_at": tx.at}
    sealed = tx.vault.get(record["id"]).get("evidence", [])
    tx.vault.put(record["id"], evidence=[*sealed, kept])
    record["_evidence_count"] += 1
    return kept


@handles("recordDisposition")
def record_disposition(tx, call):
    record = load(tx, "return", call.path["return_id"])
    forward = tx.get("forward", record["forward_id"]) if "forward_id" in record else None
    came_back = forward and (forward["status"] == "undeliverable" or forward.get("handed_in_late"))
    if record["status"] != "to_warehouse" and not came_back:
        raise Refusal("illegal_transition", f"The return is `{record['status']}`.")
    record["disposition"] = {**call.body, "recorded_at": tx.at}
    return shown(tx, "return", record)
