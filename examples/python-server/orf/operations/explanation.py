"""`explainReturn`. Consumers read their language; what staff reads is in English, and `locale` of the answer says so."""
from .. import explain, views
from ..reply import Reply, handles
from .common import load

STAFF_LOCALE = "en"


@handles("explainReturn")
def explain_return(tx, call):
    record = load(tx, "return", call.path["return_id"])
    audience = call.query["audience"]
    locale = call.query.get("locale", "en") if audience == "consumer" else STAFF_LOCALE
    view = views.show(tx, "return", record)
    listing, forward = (views.show(tx, kind, tx.get(kind, record[f"{kind}_id"])) if f"{kind}_id" in record else None
                        for kind in ("listing", "forward"))
    consumer = explain.Consumer(explain.Words(tx.policy()["wording"], locale), view, listing, forward)
    if audience == "consumer":
        lines = consumer.lines()
    else:
        books = None
        if forward and "settlement_id" in forward:
            books = views.show(tx, "settlement", tx.get("settlement", forward["settlement_id"]))
        lines = explain.staff_lines(consumer, audience == "finance", books)
    return Reply(200, {"return_id": record["id"], "audience": audience, "locale": locale, "headline": consumer.headline(),
                       "lines": [{"code": code, "text": text} for code, text in lines],
                       "policy_version": record["policy_version"]})
