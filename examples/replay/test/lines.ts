import type { ReturnLine, SaleLine } from '@open-return-forwarding/simulator';

const address = (country: string) => ({
  name: 'A. Person',
  street: 'Street 1',
  postal_code: '-',
  city: 'Town',
  country,
});

const common = {
  ...{ sku: 'LANTERN', title: 'Paper lantern', category: 'decoration', quantity: 1 },
  unit_price: { amount: 1200, currency: 'GBP' },
};

/** A sale as read from a file; two of them differ by their line. */
export function sale(line: number, change: Partial<SaleLine> & { country?: string } = {}): SaleLine {
  const { country = 'GB', ...rest } = change;
  const refs = {
    external_id: `S${line}`,
    order_ref: `S${line}`,
    line_ref: '1',
    consumer_ref: `buyer-${line}`,
  };
  return {
    kind: 'sale',
    line,
    time: '2010-07-02T10:00:00Z',
    ...common,
    ...refs,
    address: address(country),
    ...rest,
  };
}

/** A return as read from a file, of the day before the sales. */
export function returned(line: number, change: Partial<ReturnLine> & { country?: string } = {}): ReturnLine {
  const { country = 'GB', ...rest } = change;
  return {
    ...{ kind: 'return', line, time: '2010-07-01T10:00:00Z', ...common },
    ...{ external_id: `R${line}`, order_ref: `R${line}`, line_ref: '1', consumer_ref: `sender-${line}` },
    ...{ reason: 'unwanted', grade: 'like_new', checks: [], purchased_at: '2010-06-20T10:00:00Z' },
    address: address(country),
    ...rest,
  };
}
