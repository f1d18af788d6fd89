import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { bassDensity, bassPeak, bassCurve as curve } from './growth-curves.ts';

const positive = (what: string) => z.number().gt(0, `Give ${what} above 0.`);
const one = z.object({
  name: z.string().optional(),
  p: positive('p').max(10).describe('Innovation, per period.'),
  q: z.number().min(0, 'Give q, 0 or more.').max(10).describe('Imitation, per period.'),
  m: positive('m').describe('Adopters in the end.'),
});

/** Points of the picture, whatever times were asked for. */
const GRID = 80;

/**
 * The Bass curve of a product for which p, q and m are known: by analogy, from the literature, or to try out.
 *
 * @throws MethodProblem `no-curves`.
 * @example bassCurve.run(bassCurve.inputs.parse({ curves: [{ p: 0.03, q: 0.38, m: 1000 }] })).curves[0]?.peak;
 */
export const bassCurve = defineMethod({
  name: 'bass-curve',
  field: 'adopt',
  title: 'Bass curve from p, q and m',
  summary: 'Adoption per period, cumulative adoption and the peak, for given innovation, imitation and market.',
  whenToUse: [
    'Before launch, with p and q of a like product and m from market research.',
    'To see what more innovation or imitation would do.',
  ],
  whenNot: ['With sales at hand: fit them by Bass diffusion.'],
  assumes: ['p, q and m hold for this product (not checked).', 'Time 0 is the launch.'],
  formula:
    '`F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t)`; rate `m f(t)`; peak at `ln(q/p) / (p+q)` with rate `m(p+q)² / 4q` and share `1/2 - p/2q`.',
  source: ['Bass, F. M. (1969), A new product growth for model consumer durables, Management Science 15(5):215-227.'],
  verified: 'Six durables of the paper: peaks and cumulative adoption in R 4.2.2 to 1e-9, and as printed.',
  cost: 'O(curves × times)',
  warns: { 'no-peak': 'Imitation is not above innovation: adoption falls from the start.' },
  inputs: z.object({
    curves: z.array(one).max(100).describe('One or more products.'),
    times: z
      .array(z.number().min(0).max(1e6))
      .max(5000)
      .optional()
      .describe('Times since the launch; 1, 2, … up to past the last peak by default.'),
  }),
  result: z.object({
    times: z.array(z.number()),
    curves: z.array(
      z.object({
        name: z.string(),
        p: z.number(),
        q: z.number(),
        m: z.number(),
        peak: z
          .object({
            time: z.number(),
            rate: z.number().describe('Adoptions per period then.'),
            share: z.number().describe('Of m adopted by then.'),
          })
          .nullable()
          .describe('Null where adoption falls from the start.'),
        cumulative: z.array(z.number()).describe('Adopters by each time.'),
        perPeriod: z.array(z.number()).describe('Adoptions in the period of length one that ends at each time.'),
        rate: z.array(z.number()).describe('Adoptions per period at each time.'),
        share: z.array(z.number()),
      }),
    ),
    ...report,
  }),
  example: {
    about: 'Record players and room air conditioners, millions: which peaks first?',
    source: 'Bass (1969), table 1: published facts.',
    inputs: {
      curves: [
        { name: 'Record players', p: 0.024796, q: 0.6541, m: 21.937 },
        { name: 'Room air conditioners', p: 0.010399, q: 0.41861, m: 16.895 },
      ],
      times: [1, 5, 10, 15],
    },
  },
  run({ curves: given, times: asked }) {
    if (given.length === 0)
      throw new MethodProblem('no-curves', 'curves', 'Give at least one product with p, q and m.');
    const latest = Math.max(...given.map((product) => bassPeak(product)?.time ?? 5));
    const times = asked ?? Array.from({ length: Math.min(200, Math.ceil(latest * 2) + 2) }, (_, i) => i + 1);
    const slopes = new Float64Array(2);
    const end = Math.max(2 * latest, ...times);
    const grid = Array.from({ length: GRID + 1 }, (_, i) => (end * i) / GRID);
    const curves = given.map(({ name, p, q, m }, i) => {
      const by = (t: number) => m * curve.shape(p, q, t, slopes);
      return {
        name: name ?? `Product ${i + 1}`,
        p,
        q,
        m,
        peak: bassPeak({ m, p, q }),
        cumulative: times.map(by),
        perPeriod: times.map((t) => by(t) - by(Math.max(0, t - 1))),
        rate: times.map((t) => m * bassDensity.shape(p, q, t, slopes)),
        share: times.map((t) => by(t) / m),
      };
    });
    const warnings: Warning[] = curves
      .filter(({ peak }) => peak === null)
      .map(({ name }) => ({
        id: 'no-peak',
        text: `${name}: q is not above p, so adoption falls from the start. Check that they are not swapped.`,
      }));
    return {
      times,
      curves,
      warnings,
      reading: curves.map(({ name, peak, m }) => readingOf(name, peak, m)).join(' '),
      picture: {
        kind: 'lines' as const,
        title: 'Adoption over time',
        x: 'Periods since the launch',
        y: 'Adoptions per period',
        series: curves.map(({ name, p, q, m }) => ({
          name,
          x: grid,
          y: grid.map((t) => m * bassDensity.shape(p, q, t, slopes)),
        })),
      },
    };
  },
});

function readingOf(name: string, peak: ReturnType<typeof bassPeak>, m: number): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  if (peak === null) return `${name}: adoption falls from the start; ${say(m)} adopt in the end.`;
  return `${name}: adoption peaks after ${say(peak.time)} periods at ${say(peak.rate)} a period, when ${(peak.share * 100).toFixed(0)} % of ${say(m)} have adopted.`;
}
