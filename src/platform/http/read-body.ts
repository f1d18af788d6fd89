/** Reading a request's body: JSON objects only, never more than the limit. */
import { bodyMalformed, bodyTooLarge, bodyTypeUnsupported } from './failures.ts';

export const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * The JSON object in the body; an empty body is an empty object.
 *
 * @throws bodyTypeUnsupported, bodyTooLarge, bodyMalformed
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

/** The body as text. @throws bodyTooLarge */
export async function readText(request: Request, limitBytes: number): Promise<string> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > limitBytes) throw bodyTooLarge({ limitBytes });
  if (declared !== null) return request.text();
  return readStream(request.body, limitBytes);
}

async function readStream(stream: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<string> {
  if (stream === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw bodyTooLarge({ limitBytes });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function requireJson(contentType: string | null): void {
  const mediaType = (contentType ?? 'absent').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json')) throw bodyTypeUnsupported({ given: mediaType });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bodyMalformed({ reason: error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed' });
  }
}
