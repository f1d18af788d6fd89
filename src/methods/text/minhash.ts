/** Signatures from which the Jaccard similarity of two texts can be told, and the texts that may be alike found. */

import { randomFrom } from '../numeric/random.ts';
import { characterShingles } from './shingles.ts';

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MIX = 0x2c1b3c6d;
const WORD_RANGE = 2 ** 32;
/** Marks the first text of a bucket. */
const NONE = -1;
/** Texts of one bucket that each is compared with: those just before it. Keeps a crowd of like texts from costing its square. */
const NEIGHBOURS_COMPARED = 64;
/** A pair exactly as similar as the threshold is found with at least this chance. */
const FOUND_AT_LEAST = 0.98;

const SURROGATE = /[\uD800-\uDFFF]/;

/** The shingles of a wording as 32-bit numbers, each once, rising: runs of `size` characters, read where they stand. */
export function hashedCharacters(wording: string, size: number): Uint32Array {
  if (SURROGATE.test(wording) || wording.length < size) return hashedSet(characterShingles(wording, size));
  const hashed = new Uint32Array(wording.length - size + 1);
  for (let at = 0; at < hashed.length; at += 1) {
    let hash = FNV_START;
    for (let i = at; i < at + size; i += 1) hash = Math.imul(hash ^ wording.charCodeAt(i), FNV_PRIME);
    hashed[at] = mixed(hash);
  }
  return eachOnce(hashed.sort());
}

/** Shingles as 32-bit numbers, each once, rising. */
export function hashedSet(shingles: Iterable<string>): Uint32Array {
  return eachOnce(Uint32Array.from(shingles, hashOf).sort());
}

/** The different values of a sorted list, in place. */
function eachOnce(sorted: Uint32Array): Uint32Array {
  let length = 0;
  for (let at = 0; at < sorted.length; at += 1)
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[length++] = sorted[at]!;
  return sorted.slice(0, length);
}

function hashOf(text: string): number {
  let hash = FNV_START;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return mixed(hash);
}

function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Jaccard of two rising sets; 0 as soon as it is plain that they fall short of `atLeast`. */
export function jaccardOfHashed(a: Uint32Array, b: Uint32Array, atLeast = 0): number {
  const total = a.length + b.length;
  if (total === 0) return 1;
  const needed = Math.ceil((atLeast / (1 + atLeast)) * total - 1e-9);
  let spare = total - 2 * needed;
  let [i, j, shared] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      shared += 1;
      i += 1;
      j += 1;
      continue;
    }
    if (a[i]! < b[j]!) i += 1;
    else j += 1;
    spare -= 1;
    if (spare < 0) return 0;
  }
  return shared / (total - shared);
}

export interface Signatures {
  readonly hashes: number;
  /** Those of set i stand from `i * hashes`. */
  readonly values: Int32Array;
}

const GREATEST = 2 ** 31 - 1;
/** Orders worked out side by side: each element is then read once for all of them. */
const SIDE_BY_SIDE = 4;

/** The least value of each set under `hashes` random orders. */
export function signaturesOf(sets: readonly Uint32Array[], hashes: number, seed: number): Signatures {
  const random = randomFrom(seed);
  const orders = Math.ceil(hashes / SIDE_BY_SIDE) * SIDE_BY_SIDE;
  const salt = Int32Array.from({ length: orders }, () => random.below(WORD_RANGE));
  const odd = Int32Array.from({ length: orders }, () => random.below(WORD_RANGE) | 1);
  const values = new Int32Array(sets.length * hashes);
  const least = new Int32Array(orders);
  for (const [at, set] of sets.entries()) {
    for (let h = 0; h < orders; h += SIDE_BY_SIDE) fourLeast(set, { salt, odd, least, h });
    values.set(least.subarray(0, hashes), at * hashes);
  }
  return { hashes, values };
}

interface Orders {
  readonly salt: Int32Array;
  readonly odd: Int32Array;
  readonly least: Int32Array;
  readonly h: number;
}

/** Compared as signed numbers, which is an order as good as any and needs no conversion. */
function fourLeast(set: Uint32Array, { salt, odd, least, h }: Orders): void {
  const [s0, s1, s2, s3] = [salt[h]!, salt[h + 1]!, salt[h + 2]!, salt[h + 3]!];
  const [m0, m1, m2, m3] = [odd[h]!, odd[h + 1]!, odd[h + 2]!, odd[h + 3]!];
  let [a, b, c, d] = [GREATEST, GREATEST, GREATEST, GREATEST];
  for (let i = 0; i < set.length; i += 1) {
    const element = set[i]!;
    const u = Math.imul(element ^ s0, m0);
    const v = Math.imul(element ^ s1, m1);
    const w = Math.imul(element ^ s2, m2);
    const x = Math.imul(element ^ s3, m3);
    const p = Math.imul(u ^ (u >>> 15), MIX);
    const q = Math.imul(v ^ (v >>> 15), MIX);
    const r = Math.imul(w ^ (w >>> 15), MIX);
    const t = Math.imul(x ^ (x >>> 15), MIX);
    if (p < a) a = p;
    if (q < b) b = q;
    if (r < c) c = r;
    if (t < d) d = t;
  }
  least[h] = a;
  least[h + 1] = b;
  least[h + 2] = c;
  least[h + 3] = d;
}

/** Share of equal members: the estimate of the Jaccard similarity. */
export function estimatedJaccard({ hashes, values }: Signatures, a: number, b: number): number {
  let equal = 0;
  for (let h = 0; h < hashes; h += 1) if (values[a * hashes + h] === values[b * hashes + h]) equal += 1;
  return equal / hashes;
}

export interface Bands {
  readonly bands: number;
  readonly rows: number;
  /** Chance that a pair just as similar as the threshold is found. */
  readonly found: number;
}

/** The longest bands that still find nearly every pair at the threshold: the longer, the fewer pairs to check in vain. */
export function bandsFor(threshold: number, hashes: number): Bands {
  const chance = (rows: number): number => 1 - (1 - threshold ** rows) ** Math.floor(hashes / rows);
  let rows = 1;
  while (rows < hashes && chance(rows + 1) >= FOUND_AT_LEAST) rows += 1;
  return { rows, bands: Math.floor(hashes / rows), found: chance(rows) };
}

/** Visits each pair that agrees in a whole band, once. Says whether some bucket was too crowded to compare all. */
export function visitLikely(
  signatures: Signatures,
  { bands, rows }: Bands,
  visit: (a: number, b: number) => void,
): boolean {
  const texts = signatures.values.length / signatures.hashes;
  const keys = Array.from({ length: bands }, (_, band) => bandKeys(signatures, band * rows, rows));
  const before = new Int32Array(texts);
  let crowded = false;
  for (const [band, key] of keys.entries()) {
    const metBefore = (a: number, b: number): boolean => {
      for (let earlier = 0; earlier < band; earlier += 1) if (keys[earlier]![a] === keys[earlier]![b]) return true;
      return false;
    };
    const latest = new Map<number, number>();
    for (let text = 0; text < texts; text += 1) {
      before[text] = latest.get(key[text]!) ?? NONE;
      latest.set(key[text]!, text);
      let left = NEIGHBOURS_COMPARED;
      let other = before[text]!;
      for (; other !== NONE && left > 0; left -= 1) {
        if (!metBefore(other, text)) visit(other, text);
        other = before[other]!;
      }
      crowded ||= other !== NONE;
    }
  }
  return crowded;
}

function bandKeys({ hashes, values }: Signatures, from: number, rows: number): Float64Array {
  const texts = values.length / hashes;
  const keys = new Float64Array(texts);
  for (let text = 0; text < texts; text += 1) {
    let [low, high] = [FNV_START, MIX];
    for (let row = from; row < from + rows; row += 1) {
      low = Math.imul(low ^ values[text * hashes + row]!, FNV_PRIME);
      high = mixed(high ^ values[text * hashes + row]!);
    }
    keys[text] = (mixed(low) & 0x1fffff) * WORD_RANGE + high;
  }
  return keys;
}
