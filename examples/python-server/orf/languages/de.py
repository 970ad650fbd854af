"""German sentences for consumers. What they may and may not say is in `en.py`."""

HEADLINES = {
    "assessing": "Ihre Rücksendung wird geprüft.",
    "offered": "Sie können wählen, wohin Ihre Rücksendung geht: direkt zur nächsten Käuferin oder zum nächsten Käufer, oder ins Lager.",
    "listed": "Ihr Artikel wird der nächsten Person angeboten, die ihn kaufen möchte.",
    "matched": "Ihr Artikel ist verkauft; bitte geben Sie das Paket auf.",
    "in_forward": "Ihr Paket ist unterwegs zu seinem Käufer.",
    "arrived": "Ihr Paket ist bei seinem Käufer angekommen.",
    "completed": "Ihre Rücksendung ist abgeschlossen.",
    "to_warehouse": "Ihre Rücksendung geht ins Lager.",
    "cancelled": "Ihre Rücksendung wurde storniert; Sie behalten den Artikel.",
    "lost": "Ihr Paket ging unterwegs verloren.",
}

LINES = {
    "decide_by": "Sie erfahren es bis {at}.",
    "offer_window": "Wenn Sie die Weiterleitung wählen, wird Ihr Artikel bis zu {days} Tage lang anderen zum Kauf angeboten.",
    "offer_label": "Findet sich ein Käufer, bekommen Sie ein frankiertes Etikett und haben {days} Tage Zeit, das Paket aufzugeben.",
    "refund_if_forwarded": "Wird Ihr Artikel weitergeleitet, gilt für {refund} über {amount}: Freigabe, {trigger}.",
    "statutory_date": "Ihre Erstattung wird spätestens am {at} freigegeben.",
    "statutory_date_or_hand_in": "Haben Sie das Paket aufgegeben, wird Ihre Erstattung spätestens am {at} freigegeben, oder mit der "
                                 "Aufgabe, falls diese später ist.",
    "offer_incentive": "Wird Ihr Artikel weitergeleitet und vom Käufer angenommen, bekommen Sie {amount} dazu.",
    "no_buyer": "Findet sich nicht rechtzeitig ein Käufer, geht Ihre Rücksendung wie üblich ins Lager.",
    "offer_until": "Sie können bis {at} wählen. Wenn Sie nichts tun, geht Ihre Rücksendung wie üblich ins Lager.",
    "listing_until": "Ihr Artikel wird bis {at} angeboten.",
    "keep_ready": "Bitte lassen Sie den Artikel, wie er ist, und versandbereit.",
    "label_follows": "Ihr frankiertes Etikett folgt in Kürze.",
    "ship_by": "Bitte geben Sie das Paket bis {at} auf.",
    "missed_hand_in": "Wird das Paket nicht rechtzeitig aufgegeben, geht Ihre Rücksendung wie üblich ins Lager.",
    "no_buyer_found": "Für Ihren Artikel fand sich kein Käufer; Ihre Rücksendung geht deshalb wie üblich ins Lager.",
    "warehouse_as_usual": "Ihre Rücksendung geht ins Lager, wie Rücksendungen üblicherweise.",
    "label_void": "Bitte versenden Sie das Paket nicht mit dem Etikett, das Sie bekommen haben; es gilt nicht mehr.",
    "refund_not_due": "{refund} über {amount}: Freigabe, {trigger}.",
    "refund_due": "{refund} über {amount}: wird gerade freigegeben.",
    "refund_requested": "{refund} über {amount}: freigegeben und unterwegs zu Ihnen.",
    "refund_failed": "{refund} über {amount}: freigegeben, doch die Zahlung gelang noch nicht und wird noch einmal versucht.",
    "refund_posted": "{refund} über {amount}: gezahlt.",
    "refund_held": "{refund} über {amount}: in Überprüfung, längstens bis {until}.",
    "refund_denied": "Nach einer Überprüfung wird für diese Rücksendung nichts gezahlt.",
    "refund_external": "Ihre Erstattung, falls Ihnen eine zusteht, kommt mit der üblichen Rücksendung.",
    "refund_reduced": "Nach einer Überprüfung wurde ein Teil des Betrags freigegeben.",
}

CRITERIA = {
    "grade_sufficient": "Der Zustand, den Sie beschrieben haben, erlaubt die Weiterleitung.",
    "reason_allowed": "Der Grund Ihrer Rücksendung erlaubt die Weiterleitung.",
    "fit_too_low": "Artikel dieser Art werden nicht weitergeleitet.",
    "category_excluded": "Artikel dieser Kategorie werden nicht weitergeleitet.",
    "sku_excluded": "Dieser Artikel wird nicht weitergeleitet.",
    "attribute_excluded": "Ein Artikel mit dieser Eigenschaft wird nicht weitergeleitet: {attribute}.",
    "grade_too_low": "Der Zustand, den Sie beschrieben haben, reicht für die Weiterleitung nicht aus; verlangt wird: {minimum_grade}.",
    "check_not_confirmed": "Dies wurde über den Artikel nicht bestätigt: {checks}.",
    "reason_not_allowed": "Artikel, die aus diesem Grund zurückkommen, werden nicht weitergeleitet.",
    "reason_never_forwardable": "Ein Artikel mit einem Mangel wird nicht weitergeleitet; das Lager sieht ihn sich an.",
    "regulated_product": "Das Gesetz erlaubt nicht, diesen Artikel weiterzuleiten.",
    "hygiene_seal": "Ein Artikel mit Hygienesiegel wird nicht weitergeleitet.",
    "perishable_product": "Ein verderblicher Artikel wird nicht weitergeleitet.",
    "season_ending": "Die Saison dieses Artikels endet zu bald.",
    "evidence_missing": "Dies fehlt über den Zustand des Artikels: {kinds}.",
    "country_not_served": "In Ihrem Land wird die Weiterleitung nicht angeboten.",
    "window_too_short": "Es bleibt zu wenig Zeit, einen Käufer zu finden.",
    "reforwarding_not_supported": "Ein Artikel, der schon einmal weitergeleitet wurde, wird nicht noch einmal weitergeleitet.",
    "generation_limit": "Dieser Artikel wurde so oft weitergeleitet, wie es geht.",
}

ROUTES = {
    "declined": "Sie haben die Rücksendung ins Lager gewählt.",
    "offer_expired": "Die Zeit, die Weiterleitung zu wählen, ist vorbei.",
    "window_expired": "Es fand sich nicht rechtzeitig ein Käufer.",
    "withdrawn": "Der Händler hat das Angebot Ihres Artikels zurückgenommen.",
    "not_handed_in": "Das Paket wurde nicht rechtzeitig aufgegeben.",
    "label_failed": "Für das Paket konnte kein Etikett erstellt werden.",
    "recalled": "Der Artikel wurde zurückgerufen.",
    "order_cancelled": "Der Käufer hat storniert, und es blieb keine Zeit, einen anderen zu finden.",
    "reforwarding_not_supported": "Ein Artikel, der schon einmal weitergeleitet wurde, wird nicht noch einmal weitergeleitet.",
}

GROUPS = {"headlines": HEADLINES, "lines": LINES, "criteria": CRITERIA, "routes": ROUTES}
REFUNDS = {"refund": "Erstattung", "exchange": "Umtausch", "store_credit": "Guthaben"}
TRIGGERS = {"handed_in": "wenn das Paket aufgegeben ist", "delivered": "wenn das Paket zugestellt ist",
            "rated": "wenn der Käufer den Artikel angenommen oder in der Zeit dafür nichts gesagt hat"}
WORDS = {"like_new": "wie neu", "open_box": "geöffnet und ausprobiert", "unworn": "ungetragen", "complete": "vollständig",
         "original_packaging": "Originalverpackung", "tags_attached": "Etiketten noch daran", "clean": "sauber",
         "undamaged": "unbeschädigt", "working": "funktionsfähig", "fragile": "zerbrechlich",
         "custom_made": "auf Bestellung gefertigt", "photo": "Foto", "video": "Video", "document": "Dokument"}
DECIMAL = ","
