/** Names of files as people gave them, made harmless for headers, disks and eyes. */

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const NAME_MAX = 150;

/**
 * No path, no control or direction-changing characters, never empty, never hidden, never a device.
 *
 * @example
 * safeName('../../etc/pass\u202Ewd\n') // 'passwd'
 */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const harmless = RESERVED.test(plain) ? `_${plain}` : plain;
  if (harmless === '') return 'file';
  if (harmless.length <= NAME_MAX) return harmless.isWellFormed() ? harmless : harmless.toWellFormed();
  const ending = /\.[^.]{1,12}$/.exec(harmless)?.[0] ?? '';
  return (harmless.slice(0, NAME_MAX - ending.length) + ending).toWellFormed();
}

/**
 * The header that makes browsers save and never show.
 *
 * @example
 * attachmentDisposition('Übersicht.csv') // attachment; filename="_bersicht.csv"; filename*=UTF-8''%C3%9Cbersicht.csv
 */
export function attachmentDisposition(name: string): string {
  const safe = safeName(name);
  const ascii = safe.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Media types that are kept as told; everything else is bytes, so that nothing is ever run or sniffed. */
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/;
export function safeMediaType(given: string | null | undefined): string {
  const bare = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(bare) && !/html|xml|script|svg/.test(bare) ? bare : 'application/octet-stream';
}
