"""Disputes: beside the money, waiting for the retailer's support."""
from ..flow.table import fire
from ..reply import handles, shown
from .common import load, page
from .returns import keep_note


@handles("listDisputes")
def list_disputes(tx, call):
    return page(tx, call, "dispute", {"status": call.query["status"]} if "status" in call.query else {})


@handles("getDispute")
def get_dispute(tx, call):
    return shown(tx, "dispute", load(tx, "dispute", call.path["dispute_id"]))


@handles("closeDispute")
def close_dispute(tx, call):
    dispute = load(tx, "dispute", call.path["dispute_id"])
    fire(tx, "dispute", dispute, "close")
    dispute.update(closed_at=tx.at, outcome=call.body["outcome"])
    keep_note(tx, dispute["id"], call)
    return shown(tx, "dispute", dispute)
