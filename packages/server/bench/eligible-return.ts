import type { CreateReturn } from '@open-return-forwarding/protocol';

/** A dress that is too small, as a portal would post it; over 1 kB. Every `[<id>]` is to be replaced. */
export function eligibleReturn(now: string): CreateReturn {
  return {
    external_id: 'RMA-[<id>]',
    consumer: { ref: 'consumer-[<id>]', segment: 'regular' },
    order_line: {
      order_ref: 'SO-5001',
      line_ref: '1',
      purchased_at: now,
      unit_price: { amount: 3499, currency: 'EUR' },
    },
    product: {
      sku: 'DRESS-RED-M',
      category: 'dresses',
      title: 'Wrap dress with long sleeves and a tie belt, red, size M',
      gtin: '4006381333931',
      weight_grams: 480,
      safety: {
        manufacturer: 'Example Textiles, 1 Example Street, 1000 AA Amsterdam, NL',
        responsible_person: 'Example Textiles, safety@shop.test',
      },
      reference_price: { amount: 3999, currency: 'EUR', basis: 'current_price' },
    },
    reason: {
      code: 'size_too_small',
      note: 'Fits well at the shoulders, but is too tight at the waist. I would take the next size if it were there.',
    },
    condition: {
      grade: 'like_new',
      checklist: { unworn: true, complete: true, tags_attached: true, clean: true, undamaged: true },
    },
    ship_from: {
      name: 'A. Jansen',
      street: 'Prinsengracht 12',
      postal_code: '1015 DV',
      city: 'Amsterdam',
      country: 'NL',
      email: 'a.jansen@shop.test',
      phone: '+31201234567',
    },
    withdrawal: { notified_at: now, basis: 'statutory' },
  };
}
