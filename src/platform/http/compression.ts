/** Gzip for what is worth it, where the client takes it. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Under this a packet is one packet either way. */
const WORTH_IT_BYTES = 1024;
/** Level 4: within a few per cent of the default's size for JSON at half its time. */
const LEVEL = 4;

/** Does the client take gzip? `gzip;q=0` means no. */
export function acceptsGzip(acceptEncoding: string | null | undefined): boolean {
  return (
    acceptEncoding !== null &&
    acceptEncoding !== undefined &&
    /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/.test(acceptEncoding)
  );
}

/**
 * The text compressed; null where that is not worth it.
 *
 * @example
 * const packed = await gzipped(body);
 */
export async function gzipped(body: string | Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body.length < WORTH_IT_BYTES) return null;
  return new Uint8Array(await compress(body, { level: LEVEL }));
}
