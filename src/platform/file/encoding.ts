/**
 * Which encoding a text file is in, and why we think so. A byte-order mark decides; without one, zero bytes betray UTF-16 and
 * the whole file is checked for UTF-8, since a file may stay ASCII for megabytes before its first accent. What is left is
 * Windows-1252, the encoding spreadsheet programs in western Europe and America write.
 */
import iconv from 'iconv-lite';
import { type ByteSource, headOf } from './byte-source.ts';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface Encoding {
  readonly name: EncodingName;
  /** One sentence a person can check. */
  readonly why: string;
  /** Broken byte sequences that are shown as the replacement character. */
  readonly brokenBytes: number;
}

const HEAD_BYTES = 4096;
/** One broken byte in a text full of good UTF-8 is an accident, not another encoding. */
const GOOD_PER_BROKEN = 4;

/**
 * @example
 * await detectEncoding(memorySource(new Uint8Array([0x43, 0x61, 0x66, 0xe9]), 'a.csv')) // { name: 'windows-1252', ... }
 */
export async function detectEncoding(source: ByteSource): Promise<Encoding> {
  const head = await headOf(source, HEAD_BYTES);
  return byMark(head) ?? byZeroBytes(head) ?? (await byUtf8Check(source));
}

function byMark(head: Uint8Array): Encoding | undefined {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { name: 'utf-8', why: 'It starts with the UTF-8 byte-order mark.', brokenBytes: 0 };
  if (a === 0xff && b === 0xfe)
    return { name: 'utf-16le', why: 'It starts with the UTF-16 little-endian byte-order mark.', brokenBytes: 0 };
  if (a === 0xfe && b === 0xff)
    return { name: 'utf-16be', why: 'It starts with the UTF-16 big-endian byte-order mark.', brokenBytes: 0 };
  return undefined;
}

function byZeroBytes(head: Uint8Array): Encoding | undefined {
  let even = 0;
  let odd = 0;
  head.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even += 1;
    if (byte === 0 && at % 2 === 1) odd += 1;
  });
  const half = head.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) {
    return {
      name: 'utf-16le',
      why: 'Every second byte is zero, as in UTF-16 little-endian; it has no byte-order mark.',
      brokenBytes: 0,
    };
  }
  if (even > half * 0.4 && odd < half * 0.1) {
    return {
      name: 'utf-16be',
      why: 'Every other byte is zero, as in UTF-16 big-endian; it has no byte-order mark.',
      brokenBytes: 0,
    };
  }
  return undefined;
}

async function byUtf8Check(source: ByteSource): Promise<Encoding> {
  const count = { good: 0, broken: 0, firstBroken: -1 };
  let awaited = 0;
  let offset = 0;
  for await (const chunk of source.bytes()) {
    for (const byte of chunk) {
      awaited = step(byte, awaited, offset, count);
      offset += 1;
    }
  }
  if (awaited > 0) count.broken += 1;
  if (count.broken === 0) {
    const why = count.good === 0 ? 'It is plain ASCII, which is UTF-8.' : 'All of it is valid UTF-8.';
    return { name: 'utf-8', why, brokenBytes: 0 };
  }
  if (count.good > count.broken * GOOD_PER_BROKEN) {
    const why = `It is UTF-8 with ${count.broken} broken bytes, the first at byte ${count.firstBroken}; they are shown as \uFFFD.`;
    return { name: 'utf-8', why, brokenBytes: count.broken };
  }
  return {
    name: 'windows-1252',
    why: `Byte ${count.firstBroken} is not UTF-8 and there is no byte-order mark, so it is read as Windows-1252.`,
    brokenBytes: 0,
  };
}

/** Reads one byte of UTF-8; returns how many continuation bytes are still awaited. */
function step(
  byte: number,
  awaited: number,
  offset: number,
  count: { good: number; broken: number; firstBroken: number },
): number {
  if (awaited > 0 && byte >= 0x80 && byte < 0xc0) {
    if (awaited === 1) count.good += 1;
    return awaited - 1;
  }
  const isStray = byte >= 0x80 && (byte < 0xc2 || byte > 0xf4);
  if (awaited > 0 || isStray) {
    count.broken += 1;
    if (count.firstBroken < 0) count.firstBroken = awaited > 0 ? offset - 1 : offset;
  }
  if (byte < 0x80 || isStray) return 0;
  return byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
}

const CODECS: Readonly<Record<EncodingName, string>> = {
  'utf-8': 'utf8',
  'utf-16le': 'utf16-le',
  'utf-16be': 'utf16-be',
  'windows-1252': 'win1252',
};

/** The source as text without byte-order mark and NUL characters, which PostgreSQL cannot keep. */
export async function* decodeText(source: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(CODECS[encoding.name], { stripBOM: true });
  for await (const chunk of source.bytes()) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text !== '') yield text.replaceAll('\u0000', '');
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest.replaceAll('\u0000', '');
}

/** The beginning of the text, at most `most` characters. */
export async function textHead(source: ByteSource, encoding: Encoding, most: number): Promise<string> {
  let text = '';
  for await (const part of decodeText(source, encoding)) {
    text += part;
    if (text.length >= most) break;
  }
  return text.slice(0, most);
}
