"""English sentences for consumers, by the groups and codes that the standard names.

Modest and accurate: a refund is spoken of with what releases it, an incentive with its condition, the warehouse return
beside forwarding. No word here hints at anything that a consumer is not told.
"""

HEADLINES = {
    "assessing": "Your return is being looked at.",
    "offered": "You can choose where your return goes: straight to its next buyer, or to the warehouse.",
    "listed": "Your item is being offered to its next buyer.",
    "matched": "There is a buyer for your item; please hand in the parcel.",
    "in_forward": "Your parcel is on its way to its buyer.",
    "arrived": "Your parcel has arrived at its buyer.",
    "completed": "Your return is complete.",
    "to_warehouse": "Your return goes to the warehouse.",
    "cancelled": "Your return was cancelled; you keep the item.",
    "lost": "Your parcel was lost on its way.",
}

LINES = {
    "decide_by": "You will hear by {at}.",
    "offer_window": "If you choose forwarding, your item is offered to other buyers for up to {days} days.",
    "offer_label": "When there is a buyer you get a prepaid label and have {days} days to hand in the parcel.",
    "refund_if_forwarded": "If your item is forwarded, your {refund} of {amount} is released {trigger}.",
    "statutory_date": "Your refund is released by {at} at the latest.",
    "statutory_date_or_hand_in": "Once you have handed in the parcel, your refund is released by {at}, or at the hand-in if that "
                                 "is later, at the latest.",
    "offer_incentive": "If your item is forwarded and its buyer accepts it, you get {amount} on top.",
    "no_buyer": "If there is no buyer in time, your return goes to the warehouse as usual.",
    "offer_until": "You can choose until {at}. If you do nothing, your return goes to the warehouse as usual.",
    "listing_until": "Your item is offered until {at}.",
    "keep_ready": "Please keep the item as it is, and ready to be sent.",
    "label_follows": "Your prepaid label follows shortly.",
    "ship_by": "Please hand in the parcel by {at}.",
    "missed_hand_in": "If the parcel is not handed in in time, your return goes to the warehouse as usual.",
    "no_buyer_found": "No buyer was found for your item, so your return goes to the warehouse as usual.",
    "warehouse_as_usual": "Your return goes to the warehouse, as returns usually do.",
    "label_void": "Please do not send the parcel with the label that you were given; it is no longer valid.",
    "refund_not_due": "Your {refund} of {amount} is released {trigger}.",
    "refund_due": "Your {refund} of {amount} is being released.",
    "refund_requested": "Your {refund} of {amount} was released and is on its way to you.",
    "refund_failed": "Your {refund} of {amount} was released; paying it did not work yet and is tried again.",
    "refund_posted": "Your {refund} of {amount} was paid.",
    "refund_held": "Your {refund} of {amount} is under review, until {until} at the latest.",
    "refund_denied": "After a review nothing is paid for this return.",
    "refund_external": "Your refund, if one is due, comes with the usual return.",
    "refund_reduced": "After a review a part of the amount was released.",
}

CRITERIA = {
    "grade_sufficient": "The condition that you described allows forwarding.",
    "reason_allowed": "The reason of your return allows forwarding.",
    "fit_too_low": "This kind of item is not forwarded.",
    "category_excluded": "Items of this category are not forwarded.",
    "sku_excluded": "This item is not forwarded.",
    "attribute_excluded": "An item with this property is not forwarded: {attribute}.",
    "grade_too_low": "The condition that you described is below what forwarding asks: {minimum_grade}.",
    "check_not_confirmed": "This was not confirmed about the item: {checks}.",
    "reason_not_allowed": "Items that come back for this reason are not forwarded.",
    "reason_never_forwardable": "An item with a fault is not forwarded; the warehouse looks at it.",
    "regulated_product": "The law does not allow this item to be forwarded.",
    "hygiene_seal": "An item with a hygiene seal is not forwarded.",
    "perishable_product": "An item that spoils is not forwarded.",
    "season_ending": "The season of this item ends too soon.",
    "evidence_missing": "This is missing about the condition of the item: {kinds}.",
    "country_not_served": "Forwarding is not offered in your country.",
    "window_too_short": "There is too little time left to find a buyer.",
    "reforwarding_not_supported": "An item that was forwarded before is not forwarded again.",
    "generation_limit": "This item was forwarded as often as it may be.",
}

ROUTES = {
    "declined": "You chose the warehouse return.",
    "offer_expired": "The time to choose forwarding is over.",
    "window_expired": "No buyer was found in time.",
    "withdrawn": "The shop took the offer of your item back.",
    "not_handed_in": "The parcel was not handed in in time.",
    "label_failed": "No label could be made for the parcel.",
    "recalled": "The item was recalled.",
    "order_cancelled": "The buyer cancelled, and there was no time left to find another one.",
    "reforwarding_not_supported": "An item that was forwarded before is not forwarded again.",
}

GROUPS = {"headlines": HEADLINES, "lines": LINES, "criteria": CRITERIA, "routes": ROUTES}
REFUNDS = {"refund": "refund", "exchange": "exchange", "store_credit": "store credit"}
TRIGGERS = {"handed_in": "when the parcel is handed in", "delivered": "when the parcel is delivered",
            "rated": "when its buyer has accepted the item, or has said nothing in the time for it"}
WORDS = {"like_new": "like new", "open_box": "opened and tried", "unworn": "unworn", "complete": "complete",
         "original_packaging": "original packaging", "tags_attached": "tags attached", "clean": "clean",
         "undamaged": "undamaged", "working": "working", "fragile": "fragile", "custom_made": "made to order",
         "photo": "photo", "video": "video", "document": "document"}
DECIMAL = "."
