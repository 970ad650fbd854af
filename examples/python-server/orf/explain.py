"""Where a return stands and why, in words for one audience (annex on explanations). Pure: views and a policy in.

A program reads the codes; only the words are this server's own.
"""
import re

from .instants import DAY, plus, to_ms, to_text
from .languages import BY_LOCALE

NO_MINOR_UNIT = ("JPY", "KRW", "ISK", "CLP", "VND", "XOF", "XAF", "XPF", "PYG", "UGX", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV")


def amount_text(money, decimal="."):
    if money["currency"] in NO_MINOR_UNIT:
        return f"{money['amount']} {money['currency']}"
    sign, cents = ("-" if money["amount"] < 0 else ""), abs(money["amount"])
    return f"{sign}{cents // 100}{decimal}{cents % 100:02} {money['currency']}"


def at_text(instant):
    """A moment for people, with its time zone."""
    text = to_text(to_ms(instant))
    return f"{text[:10]} {text[11:16]} UTC"


class Words:
    """Sentences of one language by group and code: the retailer's own where it has one, else the built-in one.

    What stands in their places is of the same language (ORF-POL-008).
    """

    def __init__(self, policy_wording, locale):
        self.own = policy_wording.get(locale, {}).get("consumer", {})
        self.language = BY_LOCALE[locale]

    def say(self, group, code, values):
        own = self.own.get(group, {}).get(code)
        if own is not None and set(re.findall(r"\{(\w+)\}", own)) <= set(values):
            return fill(own, values)
        return fill(self.language.GROUPS[group][code], values)

    def knows(self, group, code):
        """Whether a consumer is told of it."""
        return code in self.language.GROUPS[group]

    def spoken(self, names):
        """Names of the contract as words: `custom_made fragile` is `made to order, fragile`."""
        return ", ".join(self.language.WORDS.get(name, name.replace("_", " ")) for name in names.split())

    def amount(self, money):
        return amount_text(money, self.language.DECIMAL)


def fill(sentence, values):
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match.group(1)]), sentence)


class Consumer:
    """The lines for a consumer. Each is (code, text)."""

    def __init__(self, words, record, listing=None, forward=None):
        self.words, self.record, self.listing, self.forward = words, record, listing, forward
        self.refund = record["refund"]
        self.statutory = record["withdrawal"]["basis"] == "statutory"

    def line(self, code, **values):
        return code, self.words.say("lines", code, values)

    def headline(self):
        code = self.record["status"]
        if code == "in_forward" and self.forward and self.forward["status"] in ("delivered", "rated", "settled"):
            code = "arrived"
        return self.words.say("headlines", code, {})

    def lines(self):
        return getattr(self, f"when_{self.record['status']}", self.the_refund)()

    def when_assessing(self):
        return [self.line("decide_by", at=at_text(self.record["decide_by"]))]

    def when_offered(self):
        offer = self.record["offer"]
        found = [self.line("offer_window", days=offer["window_days"]), self.line("offer_label", days=offer["ship_by_days"]),
                 self.refund_line("refund_if_forwarded"), *self.law_before_hand_in()]
        if offer["incentive"]["amount"]:
            found.append(self.line("offer_incentive", amount=self.words.amount(offer["incentive"])))
        found += [self.line("no_buyer"), self.line("offer_until", at=at_text(offer["expires_at"]))]
        return found + [self.criterion(each) for each in self.criteria() if each["criterion"] in ("condition", "reason")]

    def when_listed(self):
        return [self.line("listing_until", at=at_text(self.listing["closes_at"])), self.line("keep_ready"),
                self.line("no_buyer"), self.refund_line("refund_if_forwarded"), *self.law_before_hand_in()]

    def when_matched(self):
        follows = [] if self.forward["status"] != "label_pending" else [self.line("label_follows")]
        return [*follows, self.line("ship_by", at=at_text(self.forward["ship_by"])), self.line("missed_hand_in"),
                *self.the_refund()]

    def when_to_warehouse(self):
        failed = [each for each in self.criteria() if each["outcome"] == "fail" and self.words.knows("criteria", each["code"])]
        reason = self.record["route"]["reason_code"]
        if failed and reason == "ineligible":
            why = [self.criterion(each) for each in failed]
        elif self.words.knows("routes", reason):
            why = [(reason, self.words.say("routes", reason, {}))]
        else:
            why = [self.line("no_buyer_found" if reason == "not_worth_waiting" else "warehouse_as_usual")]
        return why + self.void_label() + self.the_refund()

    def when_cancelled(self):
        """A parcel that was handed in all the same is on its way, and its refund is coming."""
        handed_in = self.forward is not None and "handed_in_at" in self.forward["tracking"]
        return self.the_refund() if handed_in else self.void_label()

    def void_label(self):
        """Where a label is out that must no longer be handed in."""
        out = "forward_id" in self.record and (self.forward is None or "label" in self.forward)
        return [self.line("label_void")] if out else []

    def criteria(self):
        return self.record.get("assessment", {}).get("criteria", [])

    def criterion(self, each):
        values = {name: self.words.spoken(str(value)) for name, value in each["params"].items()}
        return each["criterion"], self.words.say("criteria", each["code"], values)

    # --- the refund ---------------------------------------------------------------------------------------------------

    def refund_line(self, code):
        values = {"refund": self.words.language.REFUNDS[self.refund["resolution_type"]],
                  "amount": self.words.amount(self.refund["amount"]),
                  "trigger": self.words.language.TRIGGERS[self.refund["trigger"]]}
        if "posted_at" in self.refund:
            values["at"] = at_text(self.refund["posted_at"])
        if self.refund["status"] == "held":
            ends = [self.forward["hold"]["review_by"], self.refund.get("statutory_due_at")]
            values["until"] = at_text(min((each for each in ends if each), key=to_ms))
        return self.line(code, **values)

    def the_refund(self):
        found = [self.refund_line(f"refund_{self.refund['status']}")]
        if self.refund.get("cause") == "hold_reduced":
            found.append(self.line("refund_reduced"))
        if self.refund["status"] in ("not_due", "held"):
            found += self.law()
        return found

    def law(self):
        if "statutory_due_at" in self.refund:
            return [self.line("statutory_date", at=at_text(self.refund["statutory_due_at"]))]
        return self.law_before_hand_in()

    def law_before_hand_in(self):
        if not self.statutory:
            return []
        return [self.line("statutory_date_or_hand_in", at=at_text(plus(self.record["withdrawal"]["notified_at"], 14 * DAY)))]


# --- support and finance ----------------------------------------------------------------------------------------------

def figures(params, hidden=()):
    told = [f"{name.replace('_', ' ')} {value}" for name, value in params.items() if name not in hidden]
    return f" ({', '.join(told)})" if told else ""


def staff_lines(consumer, finance, books=None):
    """For people of the retailer: every criterion, the deadlines that run, the refund; amounts for finance only."""
    record = consumer.record
    reason = record["route"].get("reason_code")
    found = [(reason, f"The return goes to the warehouse: {reason.replace('_', ' ')}.")] if reason else []
    hidden = () if finance else ("best_value", "currency")
    for each in sorted(consumer.criteria(), key=lambda each: each["outcome"] != "fail"):
        shown = figures(each["params"], hidden if each["criterion"] == "value" else ())
        found.append((each["criterion"], f"{each['outcome'].replace('_', ' ')}: {each['code'].replace('_', ' ')}{shown}."))
    found += [(name, f"{name.replace('_', ' ').capitalize()}: {at_text(at)}.") for name, at in deadlines(consumer) if at]
    refund = record["refund"]
    found.append(("refund", f"The refund of {amount_text(refund['amount'])} is {refund['status'].replace('_', ' ')}."))
    if finance:
        found += money_lines(consumer, books)
    else:
        found.append(("tell_consumer", " ".join(text for _, text in consumer.lines())))
    found.append(("keep_to_yourself", "Do not tell the consumer about checks of their person, figures of value or the other party."))
    return found


def deadlines(consumer):
    record, forward, refund = consumer.record, consumer.forward or {}, consumer.refund
    status = record["status"]
    yield "decide_by", record.get("decide_by")
    yield "offer_until", record["offer"]["expires_at"] if status == "offered" else None
    yield "listing_until", consumer.listing["closes_at"] if status == "listed" and consumer.listing else None
    yield "ship_by", forward.get("ship_by") if status == "matched" else None
    if refund["status"] in ("not_due", "held"):
        yield "review_by", forward.get("hold", {}).get("review_by") if refund["status"] == "held" else None
        yield "statutory_date", refund.get("statutory_due_at")


def money_lines(consumer, books):
    record = consumer.record
    found = [("unit_price", f"Paid for the unit: {amount_text(record['order_line']['unit_price'])}.")]
    if "offer" in record:
        price, discount = record["offer"]["listing_price"], record["offer"]["discount"]
        if consumer.listing:
            price, discount = consumer.listing["price"], consumer.listing["discount"]
        off = amount_text({"amount": discount["amount"], "currency": price["currency"]})
        found.append(("listing_price", f"Listed at {amount_text(price)}, {off} below the reference price."))
    if books:
        found.append(("net_effect", f"Net effect of the forward: {amount_text(books['net'])}."))
    return found
