"""French sentences for consumers. What they may and may not say is in `en.py`."""

HEADLINES = {
    "assessing": "Votre retour est en cours d’examen.",
    "offered": "Vous pouvez choisir où va votre retour : directement chez son prochain acheteur, ou à l’entrepôt.",
    "listed": "Votre article est proposé à son prochain acheteur.",
    "matched": "Il y a un acheteur pour votre article ; veuillez déposer le colis.",
    "in_forward": "Votre colis est en route vers son acheteur.",
    "arrived": "Votre colis est arrivé chez son acheteur.",
    "completed": "Votre retour est terminé.",
    "to_warehouse": "Votre retour va à l’entrepôt.",
    "cancelled": "Votre retour a été annulé ; vous gardez l’article.",
    "lost": "Votre colis s’est perdu en route.",
}

LINES = {
    "decide_by": "Vous aurez une réponse au plus tard le {at}.",
    "offer_window": "Si vous choisissez la réexpédition, votre article est proposé à d’autres acheteurs pendant {days} jours au plus.",
    "offer_label": "Quand il y a un acheteur, vous recevez une étiquette prépayée et vous avez {days} jours pour déposer le colis.",
    "refund_if_forwarded": "Si votre article est réexpédié, votre {refund} de {amount} est débloqué {trigger}.",
    "statutory_date": "Votre remboursement est débloqué au plus tard le {at}.",
    "statutory_date_or_hand_in": "Une fois le colis déposé, votre remboursement est débloqué au plus tard le {at}, ou au dépôt du colis "
                                 "si celui-ci est plus tardif.",
    "offer_incentive": "Si votre article est réexpédié et que son acheteur l’accepte, vous recevez {amount} en plus.",
    "no_buyer": "S’il n’y a pas d’acheteur à temps, votre retour va à l’entrepôt comme d’habitude.",
    "offer_until": "Vous pouvez choisir jusqu’au {at}. Si vous ne faites rien, votre retour va à l’entrepôt comme d’habitude.",
    "listing_until": "Votre article est proposé jusqu’au {at}.",
    "keep_ready": "Veuillez garder l’article tel qu’il est, prêt à être envoyé.",
    "label_follows": "Votre étiquette prépayée arrive sous peu.",
    "ship_by": "Veuillez déposer le colis au plus tard le {at}.",
    "missed_hand_in": "Si le colis n’est pas déposé à temps, votre retour va à l’entrepôt comme d’habitude.",
    "no_buyer_found": "Aucun acheteur n’a été trouvé pour votre article ; votre retour va donc à l’entrepôt comme d’habitude.",
    "warehouse_as_usual": "Votre retour va à l’entrepôt, comme le font d’habitude les retours.",
    "label_void": "Veuillez ne pas envoyer le colis avec l’étiquette que vous avez reçue ; elle n’est plus valable.",
    "refund_not_due": "Votre {refund} de {amount} est débloqué {trigger}.",
    "refund_due": "Votre {refund} de {amount} est en train d’être débloqué.",
    "refund_requested": "Votre {refund} de {amount} a été débloqué et est en route vers vous.",
    "refund_failed": "Votre {refund} de {amount} a été débloqué ; le paiement n’a pas encore abouti et sera tenté à nouveau.",
    "refund_posted": "Votre {refund} de {amount} a été payé.",
    "refund_held": "Votre {refund} de {amount} est en cours de vérification, jusqu’au {until} au plus tard.",
    "refund_denied": "Après vérification, rien n’est payé pour ce retour.",
    "refund_external": "Votre remboursement, s’il vous est dû, vient avec le retour habituel.",
    "refund_reduced": "Après vérification, une partie du montant a été débloquée.",
}

CRITERIA = {
    "grade_sufficient": "L’état que vous avez décrit permet la réexpédition.",
    "reason_allowed": "Le motif de votre retour permet la réexpédition.",
    "fit_too_low": "Ce genre d’article n’est pas réexpédié.",
    "category_excluded": "Les articles de cette catégorie ne sont pas réexpédiés.",
    "sku_excluded": "Cet article n’est pas réexpédié.",
    "attribute_excluded": "Un article qui a cette propriété n’est pas réexpédié : {attribute}.",
    "grade_too_low": "L’état que vous avez décrit est en dessous de ce que demande la réexpédition : {minimum_grade}.",
    "check_not_confirmed": "Ceci n’a pas été confirmé au sujet de l’article : {checks}.",
    "reason_not_allowed": "Les articles qui reviennent pour ce motif ne sont pas réexpédiés.",
    "reason_never_forwardable": "Un article qui a un défaut n’est pas réexpédié ; l’entrepôt l’examine.",
    "regulated_product": "La loi ne permet pas de réexpédier cet article.",
    "hygiene_seal": "Un article scellé pour l’hygiène n’est pas réexpédié.",
    "perishable_product": "Un article périssable n’est pas réexpédié.",
    "season_ending": "La saison de cet article se termine trop tôt.",
    "evidence_missing": "Ceci manque au sujet de l’état de l’article : {kinds}.",
    "country_not_served": "La réexpédition n’est pas proposée dans votre pays.",
    "window_too_short": "Il reste trop peu de temps pour trouver un acheteur.",
    "reforwarding_not_supported": "Un article déjà réexpédié ne l’est pas une nouvelle fois.",
    "generation_limit": "Cet article a été réexpédié autant de fois qu’il se peut.",
}

ROUTES = {
    "declined": "Vous avez choisi le retour à l’entrepôt.",
    "offer_expired": "Le temps de choisir la réexpédition est passé.",
    "window_expired": "Aucun acheteur n’a été trouvé à temps.",
    "withdrawn": "Le magasin a retiré l’offre de votre article.",
    "not_handed_in": "Le colis n’a pas été déposé à temps.",
    "label_failed": "Aucune étiquette n’a pu être faite pour le colis.",
    "recalled": "L’article a été rappelé.",
    "order_cancelled": "L’acheteur a annulé, et il ne restait plus de temps pour en trouver un autre.",
    "reforwarding_not_supported": "Un article déjà réexpédié ne l’est pas une nouvelle fois.",
}

GROUPS = {"headlines": HEADLINES, "lines": LINES, "criteria": CRITERIA, "routes": ROUTES}
REFUNDS = {"refund": "remboursement", "exchange": "échange", "store_credit": "avoir"}
TRIGGERS = {"handed_in": "quand le colis est déposé", "delivered": "quand le colis est livré",
            "rated": "quand son acheteur a accepté l’article, ou n’a rien dit dans le temps prévu"}
WORDS = {"like_new": "comme neuf", "open_box": "ouvert et essayé", "unworn": "non porté", "complete": "complet",
         "original_packaging": "emballage d’origine", "tags_attached": "étiquettes attachées", "clean": "propre",
         "undamaged": "intact", "working": "en état de marche", "fragile": "fragile", "custom_made": "fait sur commande",
         "photo": "photo", "video": "vidéo", "document": "document"}
DECIMAL = ","
