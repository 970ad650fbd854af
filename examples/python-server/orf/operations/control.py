"""Test control: the clock, the carrier and the situations of the sandbox (chapter 16). Never a part of production.

These handlers get the server and work with sessions of their own, since they go on over many commits.
"""
from .. import policy_checks, scenarios
from ..carrier import CAPABILITY
from ..flow import deadlines, parcel
from ..flow.table import fire
from ..instants import plus, to_ms, to_text
from ..problems import Refusal, invalid_body
from ..reply import Reply, handles, shown
from .common import load

CONTROLLED = "main"


@handles("getClock")
def get_clock(server, call):
    return Reply(200, clock_of(server))


def clock_of(server):
    now = server.clock.now()
    pending = len(server.store.due(now, -1))
    return {"now": now, "drained": pending == 0, "pending": pending}


@handles("advanceClock")
def advance_clock(server, call):
    """Step from deadline to deadline, doing what is due at each, then go on to the target."""
    if "to" in call.body and "seconds" in call.body:
        raise invalid_body("/seconds", "not_allowed", "stands without `to` only")
    now = server.clock.now()
    target = to_text(to_ms(call.body["to"])) if "to" in call.body else plus(now, call.body["seconds"] * 1000)
    if target < now:
        raise Refusal("clock_backwards")
    advance(server, target)
    return Reply(200, clock_of(server))


def advance(server, target):
    while True:
        due = server.store.due(target)
        if not due:
            break
        server.clock.set(max(server.clock.now(), due[0][3]))
        deadlines.drain(server, server.clock.now())
    server.clock.set(target)


@handles("resetSandbox")
def reset_sandbox(server, call):
    policy = call.body.get("policy")
    if policy:
        found = policy_checks.errors(policy, [CAPABILITY], server.contract.wording)
        if found:
            errors = [{"pointer": f"/policy{pointer}", "code": "not_allowed", "detail": code} for code, pointer in found]
            raise Refusal("policy_conflict", errors=errors)
    now = to_text(to_ms(call.body["now"])) if "now" in call.body else server.clock.world()
    server.store.begin()
    server.store.empty()
    server.store.commit()
    server.vault.clear()
    server.clock.set(now)
    if policy:
        server.store.put_policy(CONTROLLED, policy, now)
    server.give_policies()
    return Reply(200, {"now": now, "policy_version": 1})


@handles("seedScenario")
def seed_scenario(server, call):
    return Reply(201, scenarios.seed(server, CONTROLLED, call.body["scenario"]))


@handles("simulateCarrierEvent")
def simulate_carrier_event(server, call):
    """The very functions that `reportTrackingEvent` and `reportLost` call."""
    with server.session(CONTROLLED) as tx:
        forward = load(tx, "forward", call.body["forward_id"])
        event = call.body["event"]
        occurred_at = to_text(to_ms(call.body["occurred_at"])) if "occurred_at" in call.body else tx.now
        if event == "lost":
            fire(tx, "forward", forward, "report_lost")
        elif event == "void_confirmed":
            tx.clear(forward, "label_void")
            parcel.confirm_void(tx, forward)
        else:
            parcel.report(tx, forward, event, occurred_at)
        tx.flush()
        identifier = forward["id"]
    server.drain()
    with server.session(CONTROLLED) as tx:
        return shown(tx, "forward", load(tx, "forward", identifier))
