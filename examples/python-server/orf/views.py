"""How a record is shown: its stored members, what is computed at the moment of the answer, what the vault adds.

Stored members whose name begins with `_` are the server's own and never shown. What a reader may not see is left out by
the marks of the contract, in one place for answers (`for_caller`) and one for events (`for_event`).
"""
from . import ledger, pricing
from .instants import to_ms
from .money import money

SCHEMA = {"return": "Return", "listing": "Listing", "order": "Order", "forward": "Forward", "refund": "Refund",
          "dispute": "Dispute", "settlement": "Settlement", "decision": "Decision", "scan": "TrackingEvent"}
CUSTODIAN = {"label_pending": "sender", "label_issued": "sender", "reverted": "sender", "handed_in": "carrier",
             "in_transit": "carrier", "late": "carrier", "lost": "carrier", "delivered": "buyer", "rated": "buyer",
             "settled": "buyer", "undeliverable": "retailer"}


def show(tx, kind, record):
    """The full view of a record, with everything that anybody may see of it."""
    shown = {name: value for name, value in record.items() if not name.startswith("_")}
    return BUILDERS.get(kind, lambda tx, record, shown: shown)(tx, record, shown)


def for_event(tx, kind, record):
    """A view for the log: nothing personal, and no criterion that would tell of a flag (ORF-PRV-007).

    Of a return that is not eligible none is shown: if all the others pass, the one that is missing tells.
    """
    shown = tx.schemas.without(tx.schemas.named(SCHEMA[kind]), show(tx, kind, record), ("personal",))
    if "assessment" in shown:
        criteria = [each for each in shown["assessment"]["criteria"]
                    if shown["assessment"]["eligible"] and each["criterion"] != "consumer"]
        shown["assessment"] = {**shown["assessment"], "criteria": criteria}
    return shown


def for_reader(schemas, schema, body, caller_sees_identifiers):
    """An answer without the retailer's references for a token that may not see them (ORF-PRV-010)."""
    return body if caller_sees_identifiers else schemas.without(schema, body, ("identifier",))


def event_for_reader(schemas, event, caller_sees_identifiers):
    schema = schemas.named(SCHEMA[event["subject"]["kind"]])
    return {**event, "data": for_reader(schemas, schema, event["data"], caller_sees_identifiers)}


def show_return(tx, record, shown):
    sealed = tx.vault.get(record["id"])
    if "note" in sealed:
        shown["reason"] = {**record["reason"], "note": sealed["note"]}
    if "flags" in sealed:
        shown["consumer"] = {**record["consumer"], "flags": sealed["flags"]}
    if sealed.get("evidence"):
        shown["evidence"] = sealed["evidence"]
    shown["refund"] = show(tx, "refund", tx.get("refund", record["_refund_id"]))
    return shown


def show_listing(tx, record, shown):
    shown["price"], shown["discount"] = pricing.shown(record, to_ms(tx.at))
    return shown


def show_order(tx, record, shown):
    price = record["offered_price"] if record["_pays_offer"] else record["full_price"]
    shown["price_due"] = price
    return shown


def show_forward(tx, record, shown):
    sealed = tx.vault.get(record["id"])
    shown["custodian"] = CUSTODIAN[record["status"]]
    if "label" in record:
        shown["label"] = show_label(tx, record)
    if "rating" in record and "note" in sealed:
        shown["rating"] = {**record["rating"], "note": sealed["note"]}
    shown["refund"] = show(tx, "refund", tx.get("refund", record["_refund_id"]))
    return shown


def show_label(tx, forward):
    sealed = tx.vault.get(forward["id"])
    numbers = {name: sealed[name] for name in ("tracking_number", "drop_off_code") if name in sealed}
    return {**forward["label"], **numbers}


def show_settlement(tx, record, shown):
    lines = [(entry["account"], entry["amount"]) for entry in record["entries"]]
    facts, currency = record["_facts"], record["currency"]
    owner, order = tx.get("return", record["return_id"]), tx.get("order", record["order_id"])
    pair = {"ship_from_country": owner["ship_from_region"]["country"],
            "ship_to_country": order["ship_to_region"]["country"]}
    if record["_refund_requested"] and facts["refund_gross"]:
        pair["refund"] = refund_side(tx, record, facts, currency, owner)
    due = facts.get("second_sale", {}).get("due", {})
    if due.get("gross") and not record["_sale_reversed"]:
        pair["second_sale"] = {
            "kind": "second_sale", "ref": order["external_id"], "gross": money(due["gross"], currency),
            "net": money(due["net"], currency), "tax": money(due["tax"], currency),
            "tax_country": facts["second_sale"]["tax_country"], "counterpart_ref": record["return_id"]}
    shown["pair"] = pair
    shown["net"] = money(ledger.net(lines), currency)
    return shown


def refund_side(tx, record, facts, currency, owner):
    gross = facts["refund_gross"]
    tax = ledger.refund_tax(facts, gross)
    side = {"kind": "refund", "ref": owner["order_line"]["order_ref"], "gross": money(gross, currency),
            "net": money(gross - tax, currency), "tax": money(tax, currency),
            "tax_country": facts["first_sale"]["tax_country"], "counterpart_ref": record["order_id"]}
    refund = tx.get("refund", owner["_refund_id"])
    if "external_ref" in refund:
        side["external_ref"] = refund["external_ref"]
    return side


BUILDERS = {"return": show_return, "listing": show_listing, "order": show_order, "forward": show_forward,
            "settlement": show_settlement}
