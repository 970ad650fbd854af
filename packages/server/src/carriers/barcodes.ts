const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** Check digit of a UPU S10 serial of eight digits. Throws `RangeError` on anything else. */
export function s10CheckDigit(serial: string): string {
  if (!/^\d{8}$/.test(serial)) throw new RangeError('An S10 serial has eight digits.');
  const sum = S10_WEIGHTS.reduce((total, weight, at) => total + weight * Number(serial[at]), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return '0';
  return check === 11 ? '5' : String(check);
}

/**
 * A UPU S10 item number, such as `RR287043775IN`, of a service indicator (two letters), a serial (eight digits) and a
 * country (two letters). Throws `RangeError` on anything else.
 */
export function s10Number(parts: { service: string; serial: string; country: string }): string {
  const { service, serial, country } = parts;
  if (!/^[A-Z]{2}$/.test(service)) throw new RangeError('An S10 service indicator has two capital letters.');
  if (!/^[A-Z]{2}$/.test(country)) throw new RangeError('An S10 country has two capital letters.');
  return `${service}${serial}${s10CheckDigit(serial)}${country}`;
}

/** Whether the text is a well-formed S10 number whose check digit is right. */
export function isS10Number(text: string): boolean {
  const parts = /^[A-Z]{2}(?<serial>\d{8})(?<check>\d)[A-Z]{2}$/.exec(text)?.groups;
  return parts?.serial !== undefined && s10CheckDigit(parts.serial) === parts.check;
}

/** GS1 mod-10 check digit of the digits before it (17 for an SSCC). Throws `RangeError` on anything but digits. */
export function gs1CheckDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('A GS1 key has digits only.');
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Whether the text is an SSCC: 18 digits, without its application identifier `(00)`, with the right check digit. */
export function isSscc(text: string): boolean {
  return /^\d{18}$/.test(text) && gs1CheckDigit(text.slice(0, 17)) === text[17];
}
