"""`explainReturn`. English is the one language of this server; the answer says so in `locale`."""
from .. import explain, views
from ..reply import Reply, handles
from .common import load

LOCALE = "en"


@handles("explainReturn")
def explain_return(tx, call):
    record = load(tx, "return", call.path["return_id"])
    audience = call.query["audience"]
    view = views.show(tx, "return", record)
    listing, forward = (views.show(tx, kind, tx.get(kind, record[f"{kind}_id"])) if f"{kind}_id" in record else None
                        for kind in ("listing", "forward"))
    consumer = explain.Consumer(explain.Words(tx.policy()["wording"], LOCALE), view, listing, forward)
    if audience == "consumer":
        lines = consumer.lines()
    else:
        books = None
        if forward and "settlement_id" in forward:
            books = views.show(tx, "settlement", tx.get("settlement", forward["settlement_id"]))
        lines = explain.staff_lines(consumer, audience == "finance", books)
    return Reply(200, {"return_id": record["id"], "audience": audience, "locale": LOCALE, "headline": consumer.headline(),
                       "lines": [{"code": code, "text": text} for code, text in lines],
                       "policy_version": record["policy_version"]})
