/** How long a reliability test runs: short among all tests, at full length by `npm run soak`. @example rounds({ short: 3, full: 100 }) */
export function rounds({ short, full }: { readonly short: number; readonly full: number }): number {
  return process.env.THROUGHLINE_SOAK === 'full' ? full : short;
}
