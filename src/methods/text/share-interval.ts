import { wilson } from '../numeric/proportion-intervals.ts';

/** A share with Wilson's interval. @example shareInterval(12, 40, 0.95).estimate; // 0.3 */
export function shareInterval(count: number, of: number, level: number) {
  return { estimate: count / of, ...wilson(count, of, level), level };
}
