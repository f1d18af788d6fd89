/**
 * Whoever may set a webhook's address makes our server send requests. The guard keeps them out of what only our server can
 * reach: itself, the private network, and the cloud's metadata service.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { defineFailure } from '../failure/index.ts';

export const addressForbidden = defineFailure<{ field: string; host: string }>(
  'webhook.address-forbidden',
  422,
  'Webhooks may not go there',
  ({ host }) =>
    `"${host}" is on a private network or this machine. Give a public address, or have the operator name the host in THROUGHLINE_WEBHOOK_HOSTS.`,
);
export const addressUnknown = defineFailure<{ field: string; host: string }>(
  'webhook.address-unknown',
  422,
  'No such host',
  ({ host }) => `"${host}" cannot be found. Check the address for a typing error.`,
);

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Special-purpose ranges of RFC 6890 and its successors: nothing in them is a public host. */
const PRIVATE_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/**
 * Public hosts are in 2000::/3 alone; everything around it is local, reserved, or leads around the list above by an IPv4 address
 * inside (mapped, translated, NAT64). Within it, so do 6to4 and Teredo, and the rest is for documents.
 */
const PRIVATE_6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

// Two lists: in one, the range of mapped addresses would take in every IPv4 address.
const blocked = { 4: blockList(PRIVATE_4, 'ipv4'), 6: blockList(PRIVATE_6, 'ipv6') } as const;

function blockList(ranges: typeof PRIVATE_4, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

/** @example isPublic('169.254.169.254') // false: the metadata service of every cloud */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked[4].check(address, 'ipv4');
  return family === 6 && !blocked[6].check(address, 'ipv6');
}

/** The host of an address as DNS knows it: without brackets, without a closing dot. */
export function hostOf(url: URL): string {
  return url.hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
}

/**
 * The addresses a request to this URL may connect to. Connect to one of these and to nothing else: asking DNS a second
 * time could give another answer.
 *
 * @throws addressForbidden where any of its addresses is private and the host is not allowed by name; addressUnknown
 * @example
 * await allowedAddresses(new URL('https://hooks.example.com/line'), []);
 */
export async function allowedAddresses(
  url: URL,
  allowedHosts: readonly string[],
  resolve: Resolve = resolveAll,
): Promise<readonly Address[]> {
  const host = hostOf(url);
  const found = isIP(host) === 0 ? await resolve(host).catch(() => []) : [{ address: host, family: isIP(host) }];
  if (found.length === 0) throw addressUnknown({ field: 'url', host });
  const isNamed = allowedHosts.includes(host) || allowedHosts.includes(url.host.toLowerCase());
  if (!isNamed && !found.every(({ address }) => isPublic(address))) throw addressForbidden({ field: 'url', host });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** What can be told from the address alone, when it is typed in: schemes, credentials, private addresses, local names. */
export function refuseObviouslyPrivate(url: URL, allowedHosts: readonly string[]): void {
  const host = hostOf(url);
  if (allowedHosts.includes(host) || allowedHosts.includes(url.host.toLowerCase())) return;
  const isLocalName = host === 'localhost' || /\.(?:localhost|local|internal|home\.arpa)$/.test(host);
  if (isLocalName || (isIP(host) !== 0 && !isPublic(host))) throw addressForbidden({ field: 'url', host });
}
