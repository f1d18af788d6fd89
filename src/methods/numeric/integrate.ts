/** Nodes of the 15-point Kronrod rule on [-1, 1], from the outside in; every second one is a node of the 7-point Gauss rule. */
const KRONROD_NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.2077849550078985, 0,
];
const KRONROD_WEIGHTS = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS_WEIGHTS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];
const PANELS_AT_MOST = 2000;

export interface Integral {
  readonly value: number;
  /** Estimated absolute error; cautious. */
  readonly error: number;
  readonly converged: boolean;
}

/**
 * The integral of a function over an interval, either end of which may be infinite: adaptive Gauss-Kronrod (7, 15), always
 * halving the panel with the largest error. An infinite end is drawn in by x = t / (1 - t²), so a peak far from 0 is best met by
 * finite ends or by shifting it to 0 first.
 *
 * @param tolerance Relative to the value, or absolute where `absolute` is larger.
 * @example integrate((x) => Math.exp(-x * x / 2), -Infinity, Infinity).value; // 2.5066282746
 * @see Piessens et al. (1983), QUADPACK.
 */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  { tolerance = 1e-11, absolute = 1e-300 }: { tolerance?: number; absolute?: number } = {},
): Integral {
  if (low === high) return { value: 0, error: 0, converged: true };
  const finite = Number.isFinite(low) && Number.isFinite(high);
  const g = finite ? f : (t: number) => (f(t / (1 - t * t)) * (1 + t * t)) / (1 - t * t) ** 2;
  const panels = [panel(g, finite ? low : drawnIn(low), finite ? high : drawnIn(high))];
  for (;;) {
    const value = panels.reduce((sum, { value: part }) => sum + part, 0);
    const error = panels.reduce((sum, { error: part }) => sum + part, 0);
    if (error <= Math.max(absolute, tolerance * Math.abs(value))) return { value, error, converged: true };
    const worst = panels.reduce((most, { error: part }, i) => (part > panels[most]!.error ? i : most), 0);
    const { from, to } = panels[worst]!;
    const middle = (from + to) / 2;
    if (panels.length >= PANELS_AT_MOST || !Number.isFinite(error) || middle === from || middle === to)
      return { value, error, converged: false };
    panels[worst] = panel(g, from, middle);
    panels.push(panel(g, middle, to));
  }
}

/** Solves x = t / (1 - t²) for t in [-1, 1]. */
function drawnIn(x: number): number {
  if (!Number.isFinite(x)) return Math.sign(x);
  return x === 0 ? 0 : (2 * x) / (1 + Math.sqrt(1 + 4 * x * x));
}

function panel(f: (x: number) => number, from: number, to: number) {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  const centre = f(middle);
  const values = new Float64Array(14);
  let kronrod = centre * KRONROD_WEIGHTS[7]!;
  let gauss = centre * GAUSS_WEIGHTS[3]!;
  for (let i = 0; i < 7; i++) {
    const reach = half * KRONROD_NODES[i]!;
    values[i] = f(middle - reach);
    values[i + 7] = f(middle + reach);
    const pair = values[i]! + values[i + 7]!;
    kronrod += pair * KRONROD_WEIGHTS[i]!;
    if (i % 2 === 1) gauss += pair * GAUSS_WEIGHTS[(i - 1) / 2]!;
  }
  const mean = kronrod / 2;
  let spread = KRONROD_WEIGHTS[7]! * Math.abs(centre - mean);
  for (let i = 0; i < 7; i++)
    spread += KRONROD_WEIGHTS[i]! * (Math.abs(values[i]! - mean) + Math.abs(values[i + 7]! - mean));
  return {
    from,
    to,
    value: kronrod * half,
    error: Math.abs(half) * panelError(Math.abs(kronrod - gauss), spread, mean),
  };
}

/** QUADPACK's: the Kronrod value is far better than its gap to the Gauss value where the function is smooth; rounding is the floor. */
function panelError(gap: number, spread: number, mean: number): number {
  const error = spread === 0 ? gap : spread * Math.min(1, ((200 * gap) / spread) ** 1.5);
  return Math.max(error, 8 * Number.EPSILON * Math.abs(mean));
}

/**
 * Nodes and weights of the n-point Gauss-Legendre rule on [-1, 1], ascending: exact for polynomials up to degree 2n - 1.
 *
 * @example const { nodes, weights } = gaussLegendre(16); // integral of f = sum of weights[i] * f(nodes[i])
 */
export function gaussLegendre(n: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let steps = 0; steps < 20; steps++) {
      const [value, before] = legendre(n, x);
      slope = (n * (before - x * value)) / (1 - x * x);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[n - 1 - i] = x;
    nodes[i] = -x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
    weights[n - 1 - i] = weights[i]!;
  }
  return { nodes, weights };
}

/** The Legendre polynomials of degree n and n - 1 at x. */
function legendre(n: number, x: number): [number, number] {
  let value = 1;
  let before = 0;
  for (let k = 1; k <= n; k++) [value, before] = [((2 * k - 1) * x * value - (k - 1) * before) / k, value];
  return [value, before];
}
