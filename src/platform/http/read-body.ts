/** Reading a request's body: JSON objects only, never more than the limit. */
import { bodyEncodingUnsupported, bodyMalformed, bodyTooLarge, bodyTypeUnsupported } from './failures.ts';

export const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The JSON object in the body; an empty body is an empty object.
 *
 * @throws bodyTypeUnsupported, bodyEncodingUnsupported, bodyTooLarge, bodyMalformed
 * @example
 * const input = await readJsonObject(request, BODY_LIMIT_BYTES);
 */
export async function readJsonObject(request: Request, limitBytes: number): Promise<Record<string, unknown>> {
  const text = await readText(request, limitBytes);
  if (text.trim() === '') return {};
  requireJson(request.headers.get('content-type'));
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bodyMalformed({ reason: 'it must be an object in braces' });
  }
  return { ...value };
}

/** The body as text. @throws bodyTooLarge, bodyMalformed, bodyEncodingUnsupported */
export async function readText(request: Request, limitBytes: number): Promise<string> {
  requirePlain(request.headers.get('content-encoding'));
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > limitBytes) throw bodyTooLarge({ limitBytes });
  const bytes = declared === null ? await readStream(request.body, limitBytes) : await request.arrayBuffer();
  return inUtf8(bytes);
}

async function readStream(stream: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw bodyTooLarge({ limitBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Letters of another encoding are refused: read as UTF-8 they would be lost without a word. */
function inUtf8(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw bodyMalformed({ reason: 'it is not in UTF-8' });
  }
}

function requirePlain(contentEncoding: string | null): void {
  const given = contentEncoding?.trim().toLowerCase() ?? '';
  if (given !== '' && given !== 'identity') throw bodyEncodingUnsupported({ given });
}

function requireJson(contentType: string | null): void {
  const [mediaType = '', ...parameters] = (contentType ?? 'absent').split(';').map((part) => part.trim().toLowerCase());
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) throw bodyTypeUnsupported({ given: mediaType });
  const charset = parameters.find((one) => one.startsWith('charset='))?.replace(/^charset="?([^"]*)"?$/, '$1');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw bodyEncodingUnsupported({ given: charset });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bodyMalformed({ reason: error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed' });
  }
}
