// Put in front of the compiled validators, so that they import nothing.

/** Length in code points, as JSON Schema counts it. */
export function codePoints(text) {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    const high = text.charCodeAt(index);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(index + 1);
    if (low >= 0xdc00 && low <= 0xdfff) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

/** Whether two JSON values are the same value. */
export function sameValue(left, right) {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && sameValue(left[name], right[name]));
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function calendarDay(year, month, day) {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : monthDays[month - 1]);
}

const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?Z$/;
const date = /^(\d{4})-(\d{2})-(\d{2})$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uriCharacters = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** The string formats of the contract. Stricter than usual: an instant is a UTC one of a real calendar day. */
export const formats = {
  'date-time': (text) => {
    const part = instant.exec(text);
    if (part === null || Number(part[4]) > 23 || Number(part[5]) > 59 || Number(part[6]) > 59) return false;
    return calendarDay(Number(part[1]), Number(part[2]), Number(part[3]));
  },
  date: (text) => {
    const part = date.exec(text);
    return part !== null && calendarDay(Number(part[1]), Number(part[2]), Number(part[3]));
  },
  uuid: (text) => uuid.test(text),
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && uriCharacters.test(text) && URL.canParse(text),
  'uri-reference': (text) => uriCharacters.test(text) && URL.canParse(text, 'http://localhost'),
  email: (text) => {
    const at = text.lastIndexOf('@');
    if (at < 1 || at > 64 || text.length > 254) return false;
    return mailbox.test(text.slice(0, at)) && domain.test(text.slice(at + 1));
  },
};
