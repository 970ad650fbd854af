"""What the server is and offers; what a problem code means. Public."""
from ..carrier import CAPABILITY
from ..policy_checks import COUNTRIES, CURRENCIES
from ..problems import Refusal
from ..reply import Reply, handles

RETENTION_HOURS = 24 * 7

@handles("getDiscovery")
def get_discovery(tx, call):
    server = call.server
    return Reply(200, {
        "protocol_versions": ["v1"],
        "version": server.contract.version,
        "base_url": server.base_url,
        "environment": "sandbox",
        "profiles": list(server.PROFILES),
        "features": [],
        "carriers": [CAPABILITY],
        "countries": sorted(COUNTRIES),
        "currencies": sorted(CURRENCIES),
        "idempotency_retention_hours": RETENTION_HOURS,
        "assessment_max_seconds": 0,
        "order_decision_max_seconds": 0,
        "documentation": {"problems": "/problems", "openapi": "/openapi.json", "docs": "/docs"},
    })


@handles("getProblemType")
def get_problem_type(tx, call):
    code = call.path["code"]
    entry = call.server.contract.problems.get(code)
    if entry is None:
        raise Refusal("not_found")
    return Reply(200, {"code": code, **entry})
