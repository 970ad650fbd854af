"""What keeps a policy from being put in force: the findings of severity `error` of chapter 13.

Warnings are of the profile `policy`, which this server does not declare. Each finding is (code, pointer).
"""
import re
from fractions import Fraction

COUNTRIES = set("""AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE
NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT
ZA ZM ZW""".split())
CURRENCIES = set("""AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF
YER ZAR ZMW ZWG""".split())
EXPOSURES = ("none", "dropoff_only", "printed")


def errors(policy, carriers, wording_table):
    """Every error of a policy that has the right shape."""
    found = bracket_errors(policy["discount"]["brackets"])
    if policy["discount"]["strategy"] == "window" and "window" not in policy["discount"]:
        found.append(("discount_window_missing", "/discount/window"))
    found += carrier_errors(policy["shipping"], carriers)
    found += figure_errors(policy)
    found += place_errors(policy)
    return found + wording_errors(policy["wording"], wording_table)


def bracket_errors(brackets):
    found, end = [], 0
    for index, each in enumerate(brackets):
        place = f"/discount/brackets/{index}"
        if index == 0:
            if each["from"] != 0:
                found.append(("bracket_start_missing", f"{place}/from"))
        elif end is None or each["from"] < end:
            found.append(("bracket_overlap", f"{place}/from"))
        elif each["from"] > end:
            found.append(("bracket_gap", f"{place}/from"))
        end = each.get("to")
        if end is not None and end <= each["from"]:
            found.append(("bracket_empty", f"{place}/to"))
        if index == len(brackets) - 1 and end is not None:
            found.append(("bracket_end_missing", f"{place}/to"))
        for name in ("minimum", "maximum"):
            if each[name]["kind"] == "share_bp" and each[name]["value"] > 10_000:
                found.append(("bracket_share_above_whole", f"{place}/{name}/value"))
        if minimum_above_maximum(each):
            found.append(("bracket_minimum_above_maximum", f"{place}/minimum"))
    return found


def minimum_above_maximum(bracket):
    """Whether the minimum is above the maximum at every price of the bracket. Both are linear in the price."""
    lines = [(Fraction(end["value"], 10_000), 0) if end["kind"] == "share_bp" else (Fraction(0), end["value"])
             for end in (bracket["minimum"], bracket["maximum"])]

    def above(price):
        return lines[0][0] * price + lines[0][1] > lines[1][0] * price + lines[1][1]

    if not above(max(1, bracket["from"])):
        return False
    if "to" in bracket:
        return above(max(1, bracket["to"] - 1))
    return lines[0][0] >= lines[1][0]


def carrier_errors(shipping, carriers):
    known = {carrier["id"]: carrier for carrier in carriers}
    found = [("carrier_unknown", f"/shipping/carriers/{index}") for index, name in enumerate(shipping["carriers"])
             if name not in known]
    limit = EXPOSURES.index(shipping["maximum_exposure"])
    usable = [known[name] for name in shipping["carriers"] if name in known]
    shows = [max(EXPOSURES.index(each["sender_exposure"]), EXPOSURES.index(each["recipient_exposure"])) for each in usable]
    if shows and min(shows) > limit:
        found.append(("carrier_exposure_too_high", "/shipping/maximum_exposure"))
    return found


def figure_errors(policy):
    found = []
    shares = policy["matching"]["demand"]["destinations"]
    if sum(shares[name] for name in ("same_zone_bp", "same_country_bp", "cross_border_bp")) != 10_000:
        found.append(("destination_shares_not_whole", "/matching/demand/destinations"))
    economics = policy["matching"]["economics"]
    curves = {"": economics["hand_in_bp_by_day"]}
    for category, figures in economics.get("by_category", {}).items():
        if "hand_in_bp_by_day" in figures:
            curves[f"/by_category/{category}"] = figures["hand_in_bp_by_day"]
    for place, days in curves.items():
        found += [("hand_in_shares_decreasing", f"/matching/economics{place}/hand_in_bp_by_day/{index}")
                  for index in range(1, len(days)) if days[index] < days[index - 1]]
    if policy["refund"]["trigger"] == "rated" and policy["refund"]["rating_window_days"] == 0:
        found.append(("rating_window_missing", "/refund/rating_window_days"))
    allowed, rollout = policy["eligibility"]["allowed_reasons"], policy["rollout"]["reasons"]
    if not allowed:
        found.append(("nothing_eligible", "/eligibility/allowed_reasons"))
    elif rollout and not set(rollout) & set(allowed):
        found.append(("nothing_eligible", "/rollout/reasons"))
    if not policy["matching"]["countries"]:
        found.append(("nothing_eligible", "/matching/countries"))
    return found


def place_errors(policy):
    matching = policy["matching"]
    places = [(f"/matching/countries/{index}", each) for index, each in enumerate(matching["countries"])]
    for index, pair in enumerate(matching["cross_border"]):
        places += [(f"/matching/cross_border/{index}/{end}", pair[end]) for end in ("from", "to")]
    for index, lane in enumerate(matching["economics"].get("by_lane", ())):
        places += [(f"/matching/economics/by_lane/{index}/{end}", lane[end]) for end in ("from", "to")]
    places += [(f"/matching/demand/destinations/abroad_weights/{each}", each)
               for each in matching["demand"]["destinations"].get("abroad_weights", {})]
    pairs = [(lane["from"], lane["to"]) for lane in matching["economics"].get("by_lane", ())]
    repeated = [("lane_repeated", f"/matching/economics/by_lane/{index}") for index, pair in enumerate(pairs) if pair in pairs[:index]]
    places.append(("/shipping/return_address/country", policy["shipping"]["return_address"]["country"]))
    places += [(f"/tax/rate_bp_by_country/{each}", each) for each in policy["tax"]["rate_bp_by_country"]]
    found = repeated + [("country_unknown", place) for place, country in places if country not in COUNTRIES]
    if policy["currency"] not in CURRENCIES:
        found.append(("currency_unknown", "/currency"))
    return found


def wording_errors(wording, table):
    found = []
    for locale, words in wording.items():
        for group, texts in words.get("consumer", {}).items():
            for code, text in texts.items():
                place, row = f"/wording/{locale}/consumer/{group}/{code}", table.get(f"{group}/{code}")
                placeholders = set(re.findall(r"\{(\w+)\}", text))
                if row is None:
                    found.append(("wording_code_unknown", place))
                elif not placeholders <= set(row["may"]):
                    found.append(("wording_placeholder_unknown", place))
                elif not set(row["must"]) <= placeholders:
                    found.append(("wording_placeholder_missing", place))
    return found
