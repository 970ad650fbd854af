"""Who takes part in the rollout (annex on prices and rollout)."""

MASK = 0xFFFFFFFF


def bucket(consumer_ref):
    """A stable number of 0 to 9,999 for a consumer reference: FNV-1a, then a mix."""
    value = 0x811C9DC5
    for byte in f"orf-rollout-1:{consumer_ref}".encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & MASK
    value ^= value >> 16
    value = (value * 0x85EBCA6B) & MASK
    value ^= value >> 13
    value = (value * 0xC2B2AE35) & MASK
    value ^= value >> 16
    return value % 10_000


def gate(rollout, category, reason, consumer):
    """The code of the first gate that does not let a return through, or `rollout_included`.

    Without a consumer (a preview) a gate that would ask for one is answered as not known: the code with a question mark.
    """
    if rollout["categories"] and category not in rollout["categories"]:
        return "rollout_category"
    if rollout["reasons"] and reason not in rollout["reasons"]:
        return "rollout_reason"
    share = rollout["share_bp"]
    if consumer is None:
        if rollout["segments"]:
            return "rollout_segment?"
        return "rollout_share?" if 0 < share < 10_000 else ("rollout_included" if share else "rollout_share")
    if rollout["segments"] and consumer.get("segment") not in rollout["segments"]:
        return "rollout_segment"
    return "rollout_included" if bucket(consumer["ref"]) < share else "rollout_share"
