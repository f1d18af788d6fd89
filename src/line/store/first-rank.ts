/** A new item ranks after all before it: its number as a key of fractional indexing, so that no neighbour is asked for. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

/** @example rankOfNumber(1) // 'a1' */
export function rankOfNumber(number: number): string {
  let rest = number;
  let length = 1;
  for (let room = BASE; rest >= room; room *= BASE) {
    rest -= room;
    length += 1;
  }
  let digits = '';
  for (let place = 0; place < length; place += 1) {
    digits = DIGITS.charAt(rest % BASE) + digits;
    rest = Math.floor(rest / BASE);
  }
  return String.fromCharCode('a'.charCodeAt(0) + length - 1) + digits;
}
