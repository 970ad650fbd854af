"""Dutch sentences for consumers. What they may and may not say is in `en.py`."""

HEADLINES = {
    "assessing": "Je retour wordt bekeken.",
    "offered": "Je kunt kiezen waar je retour heen gaat: rechtstreeks naar de volgende koper, of naar het magazijn.",
    "listed": "Je artikel wordt aan de volgende koper aangeboden.",
    "matched": "Er is een koper voor je artikel; lever het pakket alsjeblieft in.",
    "in_forward": "Je pakket is onderweg naar de koper.",
    "arrived": "Je pakket is bij de koper aangekomen.",
    "completed": "Je retour is afgerond.",
    "to_warehouse": "Je retour gaat naar het magazijn.",
    "cancelled": "Je retour is geannuleerd; je houdt het artikel.",
    "lost": "Je pakket is onderweg verloren gegaan.",
}

LINES = {
    "decide_by": "Je hoort het uiterlijk {at}.",
    "offer_window": "Kies je voor doorsturen, dan wordt je artikel tot {days} dagen lang aan andere kopers aangeboden.",
    "offer_label": "Is er een koper, dan krijg je een gefrankeerd label en heb je {days} dagen om het pakket in te leveren.",
    "refund_if_forwarded": "Wordt je artikel doorgestuurd, dan wordt je {refund} van {amount} vrijgegeven {trigger}.",
    "statutory_date": "Je terugbetaling wordt uiterlijk {at} vrijgegeven.",
    "statutory_date_or_hand_in": "Heb je het pakket ingeleverd, dan wordt je terugbetaling uiterlijk {at} vrijgegeven, of bij het "
                                 "inleveren als dat later is.",
    "offer_incentive": "Wordt je artikel doorgestuurd en door de koper aanvaard, dan krijg je er {amount} bij.",
    "no_buyer": "Is er niet op tijd een koper, dan gaat je retour zoals gewoonlijk naar het magazijn.",
    "offer_until": "Je kunt kiezen tot {at}. Doe je niets, dan gaat je retour zoals gewoonlijk naar het magazijn.",
    "listing_until": "Je artikel wordt aangeboden tot {at}.",
    "keep_ready": "Bewaar het artikel alsjeblieft zoals het is, klaar om te versturen.",
    "label_follows": "Je gefrankeerde label volgt binnenkort.",
    "ship_by": "Lever het pakket alsjeblieft uiterlijk {at} in.",
    "missed_hand_in": "Wordt het pakket niet op tijd ingeleverd, dan gaat je retour zoals gewoonlijk naar het magazijn.",
    "no_buyer_found": "Er is geen koper voor je artikel gevonden; je retour gaat daarom zoals gewoonlijk naar het magazijn.",
    "warehouse_as_usual": "Je retour gaat naar het magazijn, zoals retouren gewoonlijk doen.",
    "label_void": "Verstuur het pakket alsjeblieft niet met het label dat je hebt gekregen; het is niet meer geldig.",
    "refund_not_due": "Je {refund} van {amount} wordt vrijgegeven {trigger}.",
    "refund_due": "Je {refund} van {amount} wordt vrijgegeven.",
    "refund_requested": "Je {refund} van {amount} is vrijgegeven en is onderweg naar je.",
    "refund_failed": "Je {refund} van {amount} is vrijgegeven; het betalen lukte nog niet en wordt opnieuw geprobeerd.",
    "refund_posted": "Je {refund} van {amount} is betaald.",
    "refund_held": "Je {refund} van {amount} wordt nagekeken, uiterlijk tot {until}.",
    "refund_denied": "Na controle wordt voor deze retour niets betaald.",
    "refund_external": "Je terugbetaling, als je die tegoed hebt, komt met de gewone retour.",
    "refund_reduced": "Na controle is een deel van het bedrag vrijgegeven.",
}

CRITERIA = {
    "grade_sufficient": "De staat die je hebt beschreven laat doorsturen toe.",
    "reason_allowed": "De reden van je retour laat doorsturen toe.",
    "fit_too_low": "Dit soort artikelen wordt niet doorgestuurd.",
    "category_excluded": "Artikelen uit deze categorie worden niet doorgestuurd.",
    "sku_excluded": "Dit artikel wordt niet doorgestuurd.",
    "attribute_excluded": "Een artikel met deze eigenschap wordt niet doorgestuurd: {attribute}.",
    "grade_too_low": "De staat die je hebt beschreven is minder dan wat doorsturen vraagt: {minimum_grade}.",
    "check_not_confirmed": "Dit is over het artikel niet bevestigd: {checks}.",
    "reason_not_allowed": "Artikelen die om deze reden terugkomen worden niet doorgestuurd.",
    "reason_never_forwardable": "Een artikel met een gebrek wordt niet doorgestuurd; het magazijn bekijkt het.",
    "regulated_product": "De wet staat niet toe dat dit artikel wordt doorgestuurd.",
    "hygiene_seal": "Een artikel met een hygiënezegel wordt niet doorgestuurd.",
    "perishable_product": "Een artikel dat bederft wordt niet doorgestuurd.",
    "season_ending": "Het seizoen van dit artikel is te snel voorbij.",
    "evidence_missing": "Dit ontbreekt over de staat van het artikel: {kinds}.",
    "country_not_served": "Doorsturen wordt in je land niet aangeboden.",
    "window_too_short": "Er is te weinig tijd over om een koper te vinden.",
    "reforwarding_not_supported": "Een artikel dat al eens is doorgestuurd wordt niet nog eens doorgestuurd.",
    "generation_limit": "Dit artikel is zo vaak doorgestuurd als mag.",
}

ROUTES = {
    "declined": "Je hebt voor de retour naar het magazijn gekozen.",
    "offer_expired": "De tijd om voor doorsturen te kiezen is voorbij.",
    "window_expired": "Er is niet op tijd een koper gevonden.",
    "withdrawn": "De winkel heeft het aanbod van je artikel teruggenomen.",
    "not_handed_in": "Het pakket is niet op tijd ingeleverd.",
    "label_failed": "Er kon geen label voor het pakket worden gemaakt.",
    "recalled": "Het artikel is teruggeroepen.",
    "order_cancelled": "De koper heeft geannuleerd, en er was geen tijd meer om een andere te vinden.",
    "reforwarding_not_supported": "Een artikel dat al eens is doorgestuurd wordt niet nog eens doorgestuurd.",
}

GROUPS = {"headlines": HEADLINES, "lines": LINES, "criteria": CRITERIA, "routes": ROUTES}
REFUNDS = {"refund": "terugbetaling", "exchange": "omruiling", "store_credit": "tegoed"}
TRIGGERS = {"handed_in": "als het pakket is ingeleverd", "delivered": "als het pakket is bezorgd",
            "rated": "als de koper het artikel heeft aanvaard, of binnen de tijd daarvoor niets heeft gezegd"}
WORDS = {"like_new": "als nieuw", "open_box": "geopend en geprobeerd", "unworn": "ongedragen", "complete": "compleet",
         "original_packaging": "originele verpakking", "tags_attached": "labels er nog aan", "clean": "schoon",
         "undamaged": "onbeschadigd", "working": "werkend", "fragile": "breekbaar", "custom_made": "op bestelling gemaakt",
         "photo": "foto", "video": "video", "document": "document"}
DECIMAL = ","
