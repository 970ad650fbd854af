"""The protocol over HTTP: situations, reading, refusals, repetition, privacy."""
import json
import unittest
import urllib.parse

from tests.client import BLIND, OTHER, READER, SECRET, Client, start
from tests.vectors import merge_patch, vector

SCENARIOS = ("return_offered", "return_listed", "return_matched", "return_handed_in", "return_delivered",
             "return_rated_negative", "return_settled", "order_pending")


def a_return(**patch):
    return merge_patch(vector("lifecycles/given")["return"], patch)


def an_order(number, **patch):
    order = {**vector("lifecycles/given")["order"], "external_id": f"O-{number}", "buyer_ref": f"B-{number}"}
    return merge_patch(order, patch)


class Http(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server, cls.web = start()

    @classmethod
    def tearDownClass(cls):
        cls.web.shutdown()
        cls.web.server_close()

    def setUp(self):
        self.client = Client(self.server, self.web)
        status, _ = self.client.control("reset", {"now": "2027-03-01T09:00:00Z"})
        self.assertEqual(status, 200)

    def refused(self, expected, answer):
        self.assertEqual(answer[1].get("code"), expected, answer)
        return answer[1]

    # --- situations and reading ---------------------------------------------------------------------------------------

    def test_every_scenario_and_every_reading(self):
        for name in SCENARIOS:
            status, ids = self.client.control("scenarios", {"scenario": name})
            self.assertEqual((status, ids["scenario"]), (201, name), ids)
            for kind in ("return", "listing", "order", "forward"):
                if f"{kind}_id" in ids:
                    self.assertEqual(self.client.get(f"/v1/{kind}s/{ids[f'{kind}_id']}")[0], 200)
            if "return_id" in ids:
                self.read_around(ids["return_id"])
            if "forward_id" in ids:
                self.read_parcel(ids["forward_id"])
        for target in ("returns", "listings", "orders", "forwards", "disputes", "settlements", "events?limit=200", "report"):
            self.assertEqual(self.client.get(f"/v1/{target}")[0], 200, target)

    def read_around(self, identifier):
        for audience in ("consumer", "support", "finance"):
            self.assertEqual(self.client.get(f"/v1/returns/{identifier}/explanation?audience={audience}&locale=nl")[0], 200)
        self.assertEqual(self.client.get(f"/v1/returns/{identifier}/timeline")[0], 200)

    def read_parcel(self, identifier):
        status, forward = self.client.get(f"/v1/forwards/{identifier}")
        self.assertTrue(self.client.headers["ETag"])
        self.assertEqual(self.client.get(f"/v1/decisions/{forward['decision_id']}")[0], 200)
        for form, begins in (("pdf", b"%PDF-1.4"), ("zpl", b"^XA")):
            status, data = self.client.get(f"/v1/forwards/{identifier}/label/documents/{form}")
            self.assertTrue(data.startswith(begins))
        self.refused("not_found", self.client.get(f"/v1/forwards/{identifier}/label/documents/png"))
        for party in ("sender", "buyer"):
            self.assertEqual(self.client.get(f"/v1/forwards/{identifier}/tracking?party={party}")[0], 200)
        if "settlement_id" in forward:
            status, books = self.client.get(f"/v1/settlements/{forward['settlement_id']}")
            totals = {}
            for line in books["entries"]:
                totals[line["cause"]] = totals.get(line["cause"], 0) + line["amount"]
            self.assertEqual(set(totals.values()), {0})

    def test_preview_stores_nothing(self):
        body = {"product": {"sku": "A", "category": "dresses"}, "unit_price": {"amount": 7999, "currency": "EUR"},
                "reason_code": "style", "ship_from_country": "NL",
                "condition": {"grade": "like_new", "checklist": a_return()["condition"]["checklist"]}}
        status, answer = self.client.post("/v1/eligibility-checks", body)
        self.assertEqual((status, answer["assessment"]["eligible"]), (200, True), answer)
        self.assertIn("offer", answer)
        self.assertEqual(self.client.get("/v1/events")[1]["items"], [])

    # --- refusals -----------------------------------------------------------------------------------------------------

    def test_bodies(self):
        post = lambda data, **more: self.client.post("/v1/returns", data, **more)
        deep = lambda levels: b"[" * levels + b"]" * levels
        self.refused("malformed_json", post(b""))
        self.refused("malformed_json", post(b"\xef\xbb\xbf{}"))
        self.refused("malformed_json", post(b'{"a": 9007199254740992}'))
        self.refused("malformed_json", post(b'{"a": 1e400}'))
        self.refused("invalid_body", post(b'{"x_probe": 1e300}'))
        self.refused("malformed_json", post(b'{"a": NaN}'))
        self.refused("invalid_encoding", post(b'{"a": "\xff"}'))
        self.refused("invalid_encoding", post(rb'{"a": "\ud800"}'))
        self.refused("duplicate_member", post(rb'{"a": 1, "\u0061": 2}'))
        self.refused("too_deep", post(deep(33)))
        self.refused("invalid_body", post(deep(32)))
        problem = self.refused("invalid_body", post(rb'{"x_a": "\u0000"}'))
        self.assertEqual(problem["errors"], [{"pointer": "/x_a", "code": "not_allowed", "detail": "holds the character NUL"}])
        self.refused("body_too_large", post(b" " * 65_535 + b"{}"))
        self.refused("invalid_body", post(b" " * 65_534 + b"{}"))
        self.refused("unsupported_media_type", post(b"{}", Content_Type="text/plain"))
        self.refused("unsupported_media_type", post(b"{}", Content_Encoding="gzip"))

    def test_schema(self):
        problem = self.refused("invalid_body", self.client.post("/v1/returns", a_return(product={"sku": None, "colour": "red"})))
        found = {(each["pointer"], each["code"]) for each in problem["errors"]}
        self.assertEqual(found, {("/product/sku", "missing_member"), ("/product/colour", "unknown_member")})
        self.assertEqual(self.client.post("/v1/returns", a_return(x_mine={"a": [1]}, product={"x_b": 1}))[0], 201)
        newer = a_return(external_id="R2", colour="red")
        self.refused("invalid_body", self.client.post("/v1/returns", newer, ORF_Version="0.1.9"))
        self.assertEqual(self.client.post("/v1/returns", newer, ORF_Version="0.2.0")[0], 201)
        number = json.dumps(a_return(external_id="R3")).replace("7999", "7.999e3").encode()
        self.assertEqual(self.client.post("/v1/returns", number)[1]["order_line"]["unit_price"]["amount"], 7999)
        dates = {"2027-02-29T10:00:00Z": "bad_format", "2027-02-20T10:00:00+00:00": "bad_pattern",
                 "2027-02-20T10:00:60Z": "bad_format", "2027-02-20T10:00:00.1234Z": "bad_pattern"}
        for text, code in dates.items():
            problem = self.refused("invalid_body", self.client.post("/v1/returns", a_return(order_line={"purchased_at": text})))
            self.assertEqual(problem["errors"][0]["code"], code)

    def test_parameters(self):
        for query in ("limit=01", "limit=", "limit=0", "limit=201", "limit=5&limit=5", "colour=red", "cursor=abc", "status=odd"):
            self.refused("invalid_parameter", self.client.get(f"/v1/returns?{query}"))
        self.assertEqual(self.client.get("/v1/returns?x_mine=1&limit=200")[0], 200)
        self.refused("invalid_parameter", self.client.get("/v1/report?from=2027-03-02T00:00:00Z&to=2027-03-02T00:00:00Z"))
        self.refused("idempotency_key_required", self.client.post("/v1/returns", a_return(), Idempotency_Key=""))

    def test_who_may_what(self):
        answer = self.client.get("/v1/returns", token=None)
        self.refused("unauthorized", answer)
        self.assertTrue(self.client.headers["WWW-Authenticate"].startswith("Bearer"))
        self.refused("unauthorized", self.client.get("/v1/returns", token=SECRET))
        self.refused("missing_scope", self.client.post("/v1/returns", a_return(), token=READER))
        self.refused("profile_not_supported", self.client.get("/v1/policy", token=READER))
        self.refused("profile_not_supported", self.client.post("/v1/erasures", {}, token=READER))
        self.refused("unauthorized", self.client.get("/v1/policy", token=None))
        self.refused("not_found", self.client.get("/v1/nothing"))
        self.refused("method_not_allowed", self.client.send("DELETE", "/v1/returns"))
        self.assertEqual(self.client.headers["Allow"], "GET, POST")
        self.refused("not_acceptable", self.client.get("/v1/returns", Accept="text/html"))
        self.refused("unauthorized", self.client.send("GET", "/test-control/clock"))
        status, ids = self.client.control("scenarios", {"scenario": "return_listed"})
        self.refused("not_found", self.client.get(f"/v1/returns/{ids['return_id']}", token=OTHER))
        other = an_order(1, listing_id=ids["listing_id"])
        self.refused("unknown_listing", self.client.post("/v1/orders", other, token=OTHER))

    def test_rules_between_members(self):
        problem = self.refused("invalid_body", self.client.post("/v1/returns", a_return(
            order_line={"unit_price": {"tax_amount": 8000}})))
        self.assertEqual(problem["errors"][0]["pointer"], "/order_line/unit_price/tax_amount")
        self.refused("currency_not_configured", self.client.post("/v1/returns", a_return(
            order_line={"unit_price": {"currency": "GBP"}})))
        self.refused("invalid_body", self.client.post("/v1/returns", a_return(forwarded_from="fwd_x")))
        self.refused("invalid_body", self.client.post("/v1/orders", an_order(1, offered_price=None)))
        self.refused("invalid_body", self.client.post("/v1/orders", an_order(1, offered_price={"currency": "GBP"})))
        self.refused("unknown_listing", self.client.post("/v1/orders", an_order(1, listing_id="lst_x")))
        self.assertEqual(self.client.post("/v1/orders", an_order(1))[0], 201)
        self.refused("external_id_taken", self.client.post("/v1/orders", an_order(1)))

    # --- repetition and lists -----------------------------------------------------------------------------------------

    def test_repeating(self):
        first = self.client.post("/v1/returns", a_return(), key="k1")
        location = self.client.headers["Location"]
        again = self.client.post("/v1/returns", a_return(), key='"k1"')
        self.assertEqual((first, location), (again, self.client.headers["Location"]))
        self.refused("idempotency_key_reused", self.client.post("/v1/returns", a_return(external_id="other"), key="k1"))
        blind = self.client.post("/v1/returns", a_return(), key="k1", token=BLIND)[1]
        self.assertNotIn("external_id", blind)
        self.assertEqual(len(self.client.get("/v1/returns")[1]["items"]), 1)
        self.client.control("clock/advance", {"seconds": 7 * 86_400 + 1})
        self.refused("external_id_taken", self.client.post("/v1/returns", a_return(), key="k1"))

    def test_pages(self):
        for number in range(5):
            self.client.post("/v1/orders", an_order(number, accepts=[]))
        seen, cursor = [], ""
        while cursor is not None:
            page = self.client.get(f"/v1/orders?limit=2{cursor and '&cursor=' + cursor}")[1]
            seen += [each["external_id"] for each in page["items"]]
            cursor = page["next_cursor"]
        self.assertEqual(seen, [f"O-{number}" for number in range(5)])
        cursor = self.client.get("/v1/orders?limit=2")[1]["next_cursor"]
        self.refused("invalid_parameter", self.client.get(f"/v1/orders?cursor={cursor}", token=OTHER))
        self.refused("invalid_parameter", self.client.get(f"/v1/returns?cursor={cursor}"))
        page = self.client.get("/v1/events?limit=200")[1]
        resume = page["resume_cursor"]
        self.assertEqual(self.client.get(f"/v1/events?cursor={resume}")[1]["items"], [])
        self.client.post("/v1/orders", an_order(9, accepts=[]))
        self.assertEqual(len(self.client.get(f"/v1/events?cursor={resume}")[1]["items"]), 2)

    # --- privacy ------------------------------------------------------------------------------------------------------

    def test_what_never_comes_out(self):
        body = a_return(reason={"note": "too small, says Jansen"}, consumer={"flags": ["vip_mark"]},
                        evidence=[{"kind": "photo", "url": "https://portal.example/1.jpg", "note": "front"}])
        status, made = self.client.post("/v1/returns", body)
        self.assertEqual(made["reason"]["note"], body["reason"]["note"])
        self.assertEqual(made["consumer"]["flags"], ["vip_mark"])
        self.assertEqual(made["evidence"][0]["note"], "front")
        log = json.dumps(self.client.get("/v1/events")[1])
        blind = json.dumps(self.client.get(f"/v1/returns/{made['id']}", token=BLIND)[1])
        for secret in ("Prinsengracht", "1015", "Jansen", "vip_mark", "portal.example", '"consumer", "outcome"'):
            self.assertNotIn(secret, log)
        for reference in ("RMA-1", "SO-1", "sender-1"):
            self.assertIn(reference, log)
            self.assertNotIn(reference, blind)
            self.assertNotIn(reference, json.dumps(self.client.get("/v1/events", token=BLIND)[1]))
        stored = "\n".join(self.server.store.db.iterdump())
        for secret in ("Prinsengracht", "1015 DV", "Jansen", "vip_mark", "portal.example"):
            self.assertNotIn(secret, stored)

    # --- the parcel's ends --------------------------------------------------------------------------------------------

    def test_rating_link(self):
        status, ids = self.client.control("scenarios", {"scenario": "return_delivered"})
        target = f"/v1/forwards/{ids['forward_id']}/rating-links"
        first = self.client.post(target, {})[1]["token"]
        link = self.client.post(target, {"valid_hours": 2})[1]
        self.assertEqual(link["expires_at"], "2027-03-01T11:00:00.000Z")
        self.refused("unauthorized", self.client.post("/v1/rating-redemptions", {"verdict": "positive"}, token=first))
        self.refused("unauthorized", self.client.get("/v1/returns", token=link["token"]))
        self.refused("unauthorized", self.client.post("/v1/rating-redemptions", {"verdict": "positive"}))
        body = {"verdict": "negative", "note": "stained"}
        made = self.client.post("/v1/rating-redemptions", body, token=link["token"], key="r1")
        self.assertEqual((made[0], made[1]["note"]), (201, "stained"))
        self.assertEqual(self.client.post("/v1/rating-redemptions", body, token=link["token"], key="r1"), made)
        self.refused("unauthorized", self.client.post("/v1/rating-redemptions", body, token=link["token"], key="r2"))
        self.refused("already_rated", self.client.post(target, {}))
        self.client.control("clock/advance", {"seconds": 2 * 3600})
        self.refused("unauthorized", self.client.post("/v1/rating-redemptions", body, token=link["token"], key="r1"))

    def test_own_wording(self):
        """The retailer's sentence in the language that was asked for, its places filled in that language."""
        line = "Eigener Text: {refund}, {amount}, {trigger}"
        policy = merge_patch(self.server.contract.default_policy, {"wording": {"de": {"consumer": {
            "headlines": {"offered": "Eigene Zeile"}, "lines": {"refund_if_forwarded": line}}}}})
        self.client.control("reset", {"policy": policy, "now": "2027-03-01T09:00:00Z"})
        status, ids = self.client.control("scenarios", {"scenario": "return_offered"})
        target = f"/v1/returns/{ids['return_id']}/explanation?audience=consumer&locale="
        for locale in ("en", "nl", "de", "fr"):
            told = self.client.get(target + locale)[1]
            texts = {each["code"]: each["text"] for each in told["lines"]}
            self.assertEqual(told["locale"], locale)
            self.assertEqual(told["headline"] == "Eigene Zeile", locale == "de")
            self.assertEqual(texts["refund_if_forwarded"].startswith("Eigener Text: Erstattung, "), locale == "de")
            self.assertNotIn("{", texts["refund_if_forwarded"])

    def test_references_are_for_those_who_may_see_them(self):
        body = a_return(reason={"code": "defective"}, consumer={"segment": "vip"})
        made = self.client.post("/v1/returns", body)[1]
        target = f"/v1/returns/{made['id']}"
        told = {"kind": "restock", "reference": "WH-1"}
        status, after = self.client.post(f"{target}/disposition", told)
        self.assertEqual((status, after["disposition"]["reference"], after["consumer"]["segment"]), (200, "WH-1", "vip"), after)
        for each in (self.client.get(target, token=BLIND)[1], self.client.get(f"/v1/events?subject_id={made['id']}", token=BLIND)[1]):
            self.assertNotIn("WH-1", json.dumps(each))
            self.assertNotIn("vip", json.dumps(each))

    def test_events_tell_of_no_flag(self):
        made = self.client.post("/v1/returns", a_return(reason={"code": "defective"}))[1]
        self.assertEqual(len(made["assessment"]["criteria"]), 13)
        events = self.client.get(f"/v1/events?subject_id={made['id']}")[1]["items"]
        self.assertEqual([each["data"]["assessment"]["criteria"] for each in events if "assessment" in each["data"]], [[]])

    def test_what_a_scan_brings_about_happened_with_the_scan(self):
        status, ids = self.client.control("scenarios", {"scenario": "return_matched"})
        self.client.control("clock/advance", {"seconds": 7200})
        now = self.client.control("clock")[1]["now"]
        seen = "2027-03-01T09:30:00.000Z"
        self.client.post(f"/v1/forwards/{ids['forward_id']}/tracking-events", {"status": "delivered", "occurred_at": seen})
        events = [each for each in self.client.get("/v1/events?limit=200")[1]["items"] if each["recorded_at"] == now]
        self.assertGreater(len(events), 1)
        for event in events:
            self.assertEqual((event["occurred_at"], event["effective_at"]), (seen, now), event["type"])

    def test_a_forwarded_item_comes_back(self):
        status, ids = self.client.control("scenarios", {"scenario": "return_delivered"})
        order = self.client.get(f"/v1/orders/{ids['order_id']}")[1]
        body = a_return(forwarded_from=ids["forward_id"], reason={"code": "defective"}, consumer={"ref": order["buyer_ref"]})
        problem = self.refused("invalid_body", self.client.post("/v1/returns", merge_patch(body, {"consumer": {"ref": "somebody"}})))
        self.assertEqual(problem["errors"][0]["pointer"], "/forwarded_from")
        made = self.client.post("/v1/returns", body)[1]
        self.assertEqual((made["route"]["reason_code"], made["generation"]), ("reforwarding_not_supported", 2))
        self.assertEqual(made["refund"]["amount"]["amount"], order["price_due"]["amount"])
        forward = self.client.get(f"/v1/forwards/{ids['forward_id']}")[1]
        self.assertEqual((forward["rating"]["source"], forward["rating"]["issues"]), ("return", ["damaged"]))
        self.assertEqual((forward["refund"]["status"], forward["hold"]["cause"]), ("held", "returned_by_buyer"))
        self.refused("already_rated", self.client.post(f"/v1/forwards/{forward['id']}/rating", {"verdict": "positive"}))
        self.refused("invalid_body", self.client.post(f"/v1/forwards/{forward['id']}/hold/resolution", {"outcome": "reduce"}))
        whole = {"outcome": "reduce", "amount": forward["refund"]["amount"]}
        self.refused("amount_exceeds_refund", self.client.post(f"/v1/forwards/{forward['id']}/hold/resolution", whole))
        forward = self.client.post(f"/v1/forwards/{forward['id']}/hold/resolution", {"outcome": "deny"})[1]
        self.assertEqual((forward["status"], forward["refund"]["status"]), ("settled", "denied"))

    def test_evidence(self):
        made = self.client.post("/v1/returns", a_return())[1]
        piece = {"kind": "photo", "url": "https://portal.example/1.jpg"}
        for _ in range(20):
            self.assertEqual(self.client.post(f"/v1/returns/{made['id']}/evidence", piece)[0], 201)
        self.refused("too_much_evidence", self.client.post(f"/v1/returns/{made['id']}/evidence", piece))
        self.assertEqual(len(self.client.get(f"/v1/returns/{made['id']}")[1]["evidence"]), 20)

    def test_carrier_that_refuses_and_voids_later(self):
        for number, (street, label) in enumerate((("SANDBOX REFUSES", None), ("SANDBOX VOIDS LATER", "void_requested"))):
            body = a_return(external_id=f"R-{number}", product={"sku": f"S-{number}"}, ship_from={"street_2": street})
            made = self.client.post("/v1/returns", body)[1]
            self.client.post(f"/v1/returns/{made['id']}/route", {"route": "forward"})
            listing = self.client.get(f"/v1/listings?sku=S-{number}&country=NL")[1]["items"][0]
            order = self.client.post("/v1/orders", an_order(number, sku=f"S-{number}", listing_id=listing["id"],
                                                            offered_price=listing["price"]))[1]
            forward = self.client.get(f"/v1/forwards/{order['forward_id']}")[1]
            if label is None:
                self.assertEqual((forward["status"], forward["revert_reason"]), ("reverted", "label_failed"))
                self.refused("label_not_ready", self.client.get(f"/v1/forwards/{forward['id']}/label"))
                continue
            self.client.post(f"/v1/returns/{made['id']}/cancel", {})
            forward = self.client.get(f"/v1/forwards/{forward['id']}")[1]
            self.assertEqual(forward["label"]["status"], label)
            self.refused("label_void", self.client.get(f"/v1/forwards/{forward['id']}/label/documents/zpl"))
            status, forward = self.client.control("carrier-events", {"forward_id": forward["id"], "event": "void_confirmed"})
            self.assertEqual(forward["label"]["status"], "void")

    def test_clock(self):
        self.refused("clock_backwards", self.client.control("clock/advance", {"to": "2027-03-01T08:59:59Z"}))
        self.refused("invalid_body", self.client.control("clock/advance", {}))
        for body, pointer, code in (({"seconds": 1, "to": "2027-03-02T00:00:00Z"}, "/seconds", "not_allowed"), ({}, "", "wrong_count")):
            problem = self.refused("invalid_body", self.client.control("clock/advance", body))
            self.assertEqual([(each["pointer"], each["code"]) for each in problem["errors"]], [(pointer, code)])
        status, ids = self.client.control("scenarios", {"scenario": "return_delivered"})
        status, clock = self.client.control("clock/advance", {"seconds": 30 * 86_400})
        self.assertEqual((status, clock["drained"], clock["pending"]), (200, True, 0))
        forward = self.client.get(f"/v1/forwards/{ids['forward_id']}")[1]
        self.assertEqual((forward["rating"]["source"], forward["rating"]["rated_at"]), ("auto", "2027-03-04T09:00:00.000Z"))
        asked = self.client.get("/v1/events?type=refund.requested&limit=200")[1]["items"]
        self.assertEqual(len(asked), 28)
        self.assertEqual({each["data"]["id"] for each in asked}, {forward["refund"]["id"]})

    def test_reset_refuses_a_policy_with_errors(self):
        policy = self.server.contract.default_policy
        bad = merge_patch(policy, {"discount": {"strategy": "window"}})
        self.refused("policy_conflict", self.client.control("reset", {"policy": bad}))
        self.refused("invalid_body", self.client.control("reset", {"policy": merge_patch(policy, {"currency": None})}))
        window = merge_patch(policy, {"discount": {"strategy": "window", "window": {
            "steps": 3, "response": {"general_bp_per_point": 1000, "naming_bp_per_point": 3500}}}})
        self.assertEqual(self.client.control("reset", {"policy": window, "now": "2027-03-01T09:00:00Z"})[0], 200)
        status, ids = self.client.control("scenarios", {"scenario": "return_listed"})
        listing = self.client.get(f"/v1/listings/{ids['listing_id']}")[1]
        self.assertEqual(listing["price_schedule"][0]["price"], listing["price"])

    def test_problem_types(self):
        for code in self.server.contract.problems:
            status, entry = self.client.get(urllib.parse.quote(f"/problems/{code}"), token=None)
            self.assertEqual((status, entry["code"]), (200, code))
