/** What to beware of in a fitted media model. */

import type { Warning } from '../method.ts';
import { shapeOf } from './media-model.ts';
import type { Posterior } from './media-posterior.ts';

const FEW_PERIODS = 52;
const UNSETTLED = 1.05;

interface Channel {
  readonly name: string;
  readonly spend: readonly number[];
  readonly retention: { readonly a: number; readonly b: number };
}

/** @example mediaWarnings(channels, posterior, fit, 104); */
export function mediaWarnings(
  channels: readonly Channel[],
  { mode, rows }: Posterior,
  fit: { durbinWatson: number; largestRatio: number },
  periods: number,
): Warning[] {
  const warnings: Warning[] = [];
  if (periods < FEW_PERIODS)
    warnings.push({
      id: 'too-few-periods',
      text: `${periods} periods: gather at least ${FEW_PERIODS}, better two years of weeks.`,
    });
  if (!mode.converged || fit.largestRatio > UNSETTLED)
    warnings.push({
      id: 'not-converged',
      text: 'The chains do not agree: raise `draws` and `warmUp`, or leave out a channel.',
    });
  if (fit.durbinWatson < 1.2 || fit.durbinWatson > 2.8)
    warnings.push({
      id: 'correlated-noise',
      text: 'What is left over is correlated in time: add season or controls; intervals are too narrow.',
    });
  const alike = channels.flatMap((one, c) =>
    channels
      .slice(c + 1)
      .flatMap((other) =>
        Math.abs(correlation(one.spend, other.spend)) > 0.9 ? [`${one.name} and ${other.name}`] : [],
      ),
  );
  if (alike.length > 0)
    warnings.push({
      id: 'collinear-channels',
      text: `${alike.join('; ')} move together: join them, or vary one on its own.`,
    });
  const undecided = channels.filter(({ retention: { a, b } }, c) => {
    const draws = rows.map((row) => shapeOf(row, c).retention);
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    const spread = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
    return spread > (0.9 * a * b) / ((a + b) ** 2 * (a + b + 1));
  });
  if (undecided.length > 0)
    warnings.push({
      id: 'prior-decides',
      text: `${undecided.map(({ name }) => name).join(', ')}: how long it is felt comes from the prior, not from the data.`,
    });
  return warnings;
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [a, b] = [mean(one), mean(other)];
  const product = (f: (t: number) => number) => one.reduce((sum, _, t) => sum + f(t), 0);
  const scale = Math.sqrt(product((t) => (one[t]! - a) ** 2) * product((t) => (other[t]! - b) ** 2));
  return scale === 0 ? 0 : product((t) => (one[t]! - a) * (other[t]! - b)) / scale;
}
