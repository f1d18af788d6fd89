/** Who asks, where proxies stand in front of the server. */

/**
 * The address of the client. Each proxy adds the address it was asked from at the end of `X-Forwarded-For`, so with n proxies of
 * our own the n-th from the end is the client's; what stands before it anybody may have written.
 *
 * @example
 * clientAddress('10.0.0.2', '6.6.6.6, 203.0.113.9', 1) // '203.0.113.9'
 */
export function clientAddress(
  connection: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0 || forwardedFor === undefined) return connection;
  const addresses = forwardedFor.split(',').map((one) => one.trim());
  const said = addresses.at(-trustedProxies);
  return said === undefined || said === '' ? connection : said;
}
