"""Refunds and the books of forwards."""
from ..flow import refund
from ..instants import to_ms
from ..reply import handles, shown
from .common import load, page


@handles("getRefund")
def get_refund(tx, call):
    return shown(tx, "refund", load(tx, "refund", call.path["refund_id"]))


@handles("confirmRefund")
def confirm_refund(tx, call):
    record = load(tx, "refund", call.path["refund_id"])
    refund.confirm(tx, record, call.body)
    return shown(tx, "refund", record)


@handles("listSettlements")
def list_settlements(tx, call):
    begin, end = (to_ms(call.query[name]) if name in call.query else None for name in ("from", "to"))

    def within(settlement):
        opened = to_ms(settlement["opened_at"])
        return (begin is None or opened >= begin) and (end is None or opened < end)

    filters = {"status": call.query["status"]} if "status" in call.query else {}
    return page(tx, call, "settlement", filters, keep=within)


@handles("getSettlement")
def get_settlement(tx, call):
    return shown(tx, "settlement", load(tx, "settlement", call.path["settlement_id"]))
