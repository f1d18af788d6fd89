/**
 * Jain's fairness index (Jain, Chiu and Hawe 1984): (Σx)² / (n Σx²), 1 where all have the same, 1/n where one has all. Null where nobody
 * has anything.
 *
 * @example jainIndex([10, 20, 30, 40]); // 0.8333
 */
export function jainIndex(amounts: readonly number[]): number | null {
  const largest = Math.max(...amounts.map(Math.abs));
  if (!(largest > 0)) return null;
  const scaled = amounts.map((amount) => amount / largest);
  const sum = scaled.reduce((total, amount) => total + amount, 0);
  const squares = scaled.reduce((total, amount) => total + amount * amount, 0);
  return (sum * sum) / (amounts.length * squares);
}
