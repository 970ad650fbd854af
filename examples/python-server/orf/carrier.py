"""The sandbox's carrier: a function and no network. It prints neither party, so its exposures are `none`.

Its labels name the retailer's return address as shipper and return address, a number and nothing else; what a real
carrier would need of the buyer's address it keeps to itself.
"""
import secrets

REFUSES = "SANDBOX REFUSES"
VOIDS_LATER = "SANDBOX VOIDS LATER"

CAPABILITY = {"id": "sandbox", "name": "Sandbox carrier", "sender_exposure": "none", "recipient_exposure": "none",
              "public_tracking_exposure": "none", "formats": ["zpl", "pdf"]}
MEDIA_TYPES = {"zpl": "application/zpl", "pdf": "application/pdf", "png": "image/png"}
EXPOSURES = ("none", "dropoff_only", "printed")


class SandboxCarrier:
    """Answers at once, unless `street_2` of an address asks for something else."""

    def make_label(self, tx, forward):
        """A label, or None where the carrier refuses for good: also where a restart has lost the addresses."""
        shipping = tx.policy(forward["policy_version"])["shipping"]
        addresses = [tx.vault.get(forward[party]).get("address") for party in ("return_id", "order_id")]
        if None in addresses or any(each.get("street_2") == REFUSES for each in addresses):
            return None
        if CAPABILITY["id"] not in shipping["carriers"]:
            return None
        return {"carrier": CAPABILITY["id"], "formats": CAPABILITY["formats"], "tracking_number": number(),
                "sender_exposure": "none", "recipient_exposure": "none"}

    def voids_at_once(self, tx, forward):
        address = tx.vault.get(forward["return_id"]).get("address", {})
        return address.get("street_2") != VOIDS_LATER


def number():
    """A number of the parcel: two letters, eight digits, S10's check digit, two letters."""
    digits = f"{secrets.randbelow(10 ** 8):08}"
    return f"XS{digits}{check_digit(digits)}ZZ"


def check_digit(digits):
    """S10: weights over the eight digits; 10 becomes 0 and 11 becomes 5."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7))) % 11
    return {10: 0, 11: 5}.get(check, check)


def document(form, tracking_number, shipper):
    """The bytes of a label."""
    lines = ["SANDBOX - NO PARCEL TRAVELS ON THIS LABEL", f"Parcel {tracking_number}", "Shipper and return address:",
             shipper["name"], shipper["street"], f"{shipper['postal_code']} {shipper['city']}", shipper["country"]]
    lines = [line.encode("ascii", "replace").decode() for line in lines]
    return zpl(lines, tracking_number) if form == "zpl" else pdf(lines)


def zpl(lines, tracking_number):
    """Commands for a label printer, in ASCII. The control characters `^` and `~` of a text are replaced."""
    fields = [f"^FO40,{40 + 40 * index}^A0N,28,28^FD{line.replace('^', ' ').replace('~', ' ')}^FS"
              for index, line in enumerate(lines)]
    barcode = f"^FO40,{60 + 40 * len(lines)}^BCN,120,Y,N,N^FD{tracking_number}^FS"
    return "\n".join(["^XA", *fields, barcode, "^XZ", ""]).encode("ascii")


def pdf(lines):
    """A PDF of one page (A6), written by hand: five objects, their offsets, and a trailer."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    text = "BT /F1 10 Tf 14 TL 20 390 Td\n" + "\n".join(f"({line}) Tj T*" for line in escaped) + "\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for index, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{index} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out.encode("ascii")
