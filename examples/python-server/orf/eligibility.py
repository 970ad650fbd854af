"""The assessment: thirteen criteria, each judged, each with a code and the figures that decided it (chapter 5).

Pure: everything that decides comes in as an argument, so the vectors check it directly.
"""
from . import instants, pricing, rollout
from .instants import DAY, HOUR
from .money import half_even

ORDER = ("product", "condition", "reason", "demand", "regulatory", "consumer", "discount", "season", "value", "rollout",
         "evidence", "market", "generation")
NEVER_FORWARDABLE = ("not_as_described", "wrong_item", "defective", "damaged_in_transit", "unknown")
GRADES = ("open_box", "like_new")
FITS = ("low", "medium", "high")


class Case:
    """One return (or preview) with the policy and the moment by which it is judged."""

    def __init__(self, subject, policy, now_ms, forecast, reforwarding_supported=False):
        self.subject = subject
        self.product = subject["product"]
        self.policy = policy
        self.rules = policy["eligibility"]
        self.now = now_ms
        self.forecast = forecast
        self.reforwarding_supported = reforwarding_supported
        self.forwarded_before = subject["generation"] > 1 or subject.get("forwarded", False)
        self.reference = reference_price(self.product, subject["unit_price"])
        self.window_ends = window_end(policy, self.product["category"], subject.get("withdrawal"), now_ms)


def reference_price(product, unit_price):
    """What the discount is measured against: the product's own, else the price paid."""
    if "reference_price" in product:
        return product["reference_price"]
    return {"amount": unit_price["amount"], "currency": unit_price["currency"], "basis": "price_paid"}


def window_end(policy, category, withdrawal, opens_ms):
    """When a listing that opens at `opens_ms` closes; a statutory date may cut the window."""
    matching = policy["matching"]
    days = matching["window_days_by_category"].get(category, matching["window_days"])
    ends = opens_ms + days * DAY
    if withdrawal and withdrawal["basis"] == "statutory":
        ends = min(ends, last_close(policy, withdrawal))
    return ends


def last_close(policy, withdrawal):
    """The last moment at which a statutory listing may close, so that a match leaves time to hand in."""
    shipping = policy["shipping"]
    notified = instants.to_ms(withdrawal["notified_at"])
    return notified + (14 - shipping["ship_by_days"]) * DAY - shipping["scan_grace_hours"] * HOUR


def assess(case):
    """The whole `Assessment` but for its instant, which the caller knows."""
    criteria = []
    for name in ORDER:
        outcome, code, params = JUDGES[name](case)
        criteria.append({"criterion": name, "outcome": outcome, "code": code, "params": params})
    failed = {each["criterion"]: each["code"] for each in criteria if each["outcome"] == "fail"}
    assessment = {"eligible": not failed, "criteria": criteria, "policy_version": case.policy["version"],
                  "match_probability_bp": half_even(10_000 * case.forecast["match_probability"])}
    if failed:
        assessment["route_reason"] = route_reason(failed)
    return assessment


def route_reason(failed):
    if failed.get("generation") == "reforwarding_not_supported":
        return "reforwarding_not_supported"
    if set(failed) == {"rollout"}:
        return "rollout"
    if "value" in failed and set(failed) <= {"value", "demand"}:
        return "value_below_warehouse"
    return "ineligible"


def verdict(holds, passed, failed, params=None):
    """The outcome of a criterion that passes with one code and fails with another, both with the same figures."""
    return ("pass", passed, params or {}) if holds else ("fail", failed, params or {})


def product(case):
    rules, item = case.rules, case.product
    if item["sku"] in rules["excluded_skus"]:
        return "fail", "sku_excluded", {"sku": item["sku"]}
    if item["category"] in rules["excluded_categories"]:
        return "fail", "category_excluded", {"category": item["category"]}
    attributes = [each for each in rules["excluded_attributes"] if each in ("fragile", "custom_made") and item.get(each)]
    if attributes:
        return "fail", "attribute_excluded", {"attribute": " ".join(attributes)}
    fit, source = rules["default_fit"], "default"
    if item["category"] in rules["category_fits"]:
        fit, source = rules["category_fits"][item["category"]], "category"
    if "fit" in item:
        fit, source = item["fit"], "product"
    params = {"fit": fit, "minimum_fit": rules["minimum_fit"], "fit_from": source}
    return verdict(FITS.index(fit) >= FITS.index(rules["minimum_fit"]), "fit_sufficient", "fit_too_low", params)


def condition(case):
    declared = case.subject["condition"]
    minimum = case.rules["minimum_grade"]
    if case.forwarded_before:
        minimum = max(minimum, case.policy["reforwarding"]["minimum_grade"], key=GRADES.index)
    params = {"grade": declared["grade"], "minimum_grade": minimum}
    if GRADES.index(declared["grade"]) < GRADES.index(minimum):
        return "fail", "grade_too_low", params
    answers = declared.get("checklist", {})
    missing = [check for check in case.rules["required_checks"] if answers.get(check) is not True]
    if missing:
        return "fail", "check_not_confirmed", {"checks": " ".join(missing)}
    return "pass", "grade_sufficient", params


def reason(case):
    code = case.subject["reason_code"]
    if code in NEVER_FORWARDABLE:
        return "fail", "reason_never_forwardable", {"reason": code}
    return verdict(code in case.rules["allowed_reasons"], "reason_allowed", "reason_not_allowed", {"reason": code})


def demand(case):
    probability = half_even(10_000 * case.forecast["match_probability"])
    minimum = case.rules["minimum_match_probability_bp"]
    params = {"match_probability_bp": probability, "minimum_bp": minimum}
    return verdict(probability >= minimum, "demand_sufficient", "demand_too_low", params)


def regulatory(case):
    for attribute, code in (("regulated", "regulated_product"), ("hygiene_sealed", "hygiene_seal"),
                            ("perishable", "perishable_product")):
        if case.product.get(attribute):
            return "fail", code, {}
    return "pass", "not_regulated", {}


def consumer(case):
    who = case.subject.get("consumer")
    if who is None:
        return "not_applicable", "no_refusing_flag", {}
    refusing = [flag for flag in who.get("flags", ()) if case.rules["consumer_flags"].get(flag) == "refuse"]
    if refusing:
        return "fail", "flag_refused", {"refusing_flags": len(refusing)}
    return "pass", "no_refusing_flag", {}


def discount(case):
    reference = case.reference
    code, _, _ = pricing.opening(case.policy["discount"], reference, case.product["category"], case.product["sku"])
    if code == "discount_excluded":
        return "fail", code, {"category": case.product["category"], "sku": case.product["sku"]}
    if code or reference["currency"] != case.policy["currency"]:
        return "fail", "no_discount_bracket", {"amount": reference["amount"], "currency": reference["currency"]}
    return "pass", "discount_applies", {}


def season(case):
    if "season_ends_on" not in case.product:
        return "not_applicable", "no_season", {}
    margin = case.rules["season_margin_days"]
    over = instants.date_to_ms(case.product["season_ends_on"]) + (1 - margin) * DAY
    params = {"season_ends_on": case.product["season_ends_on"],
              "window_ends_at": instants.to_text(case.window_ends), "margin_days": margin}
    return verdict(case.window_ends <= over, "season_open", "season_ending", params)


def value(case):
    best = case.forecast["best_value"]
    params = {"best_value": best, "currency": case.policy["currency"]}
    return verdict(best > 0, "value_positive", "value_below_warehouse", params)


def rolled_out(case):
    rules = case.policy["rollout"]
    code = rollout.gate(rules, case.product["category"], case.subject["reason_code"], case.subject.get("consumer"))
    unknown = code.endswith("?")
    code = code.rstrip("?")
    params = {"rollout_category": {"category": case.product["category"]},
              "rollout_reason": {"reason": case.subject["reason_code"]},
              "rollout_segment": {}}.get(code, {"share_bp": rules["share_bp"]})
    if unknown:
        return "not_applicable", code, params
    return ("pass" if code == "rollout_included" else "fail"), code, params


def evidence(case):
    required = case.rules["required_evidence"]
    missing = [kind for kind in required if kind not in case.subject.get("evidence_kinds", ())]
    if missing:
        return "fail", "evidence_missing", {"kinds": " ".join(missing)}
    return "pass", "evidence_sufficient", {"required": len(required)}


def market(case):
    country, currency = case.subject["ship_from_country"], case.policy["currency"]
    if country not in case.policy["matching"]["countries"]:
        return "fail", "country_not_served", {"country": country}
    for price in (case.subject["unit_price"], case.reference):
        if price["currency"] != currency:
            return "fail", "currency_not_served", {"currency": price["currency"], "policy_currency": currency}
    lasts = case.window_ends - case.now
    hours = max(0, lasts) // HOUR
    if lasts < DAY:
        return "fail", "window_too_short", {"window_hours": hours, "minimum_hours": 24}
    return "pass", "market_served", {"country": country, "currency": currency, "window_hours": hours}


def generation(case):
    number, rules = case.subject["generation"], case.policy["reforwarding"]
    params = {"generation": number, "maximum_generations": rules["maximum_generations"]}
    if not case.forwarded_before:
        return "pass", "first_generation", params
    if not (case.reforwarding_supported and rules["allowed"]):
        return "fail", "reforwarding_not_supported", {"generation": number}
    return verdict(number <= rules["maximum_generations"], "generation_allowed", "generation_limit", params)


JUDGES = {"product": product, "condition": condition, "reason": reason, "demand": demand, "regulatory": regulatory,
          "consumer": consumer, "discount": discount, "season": season, "value": value, "rollout": rolled_out,
          "evidence": evidence, "market": market, "generation": generation}
