/** How long the heavy methods take: the median of several runs, the first left out, data made from a seed where none is published. */

import { shapleyAttribution } from '../src/methods/attribute/index.ts';
import { causalImpact } from '../src/methods/cause/index.ts';
import { choiceBasedConjoint, hierarchicalBayesConjoint } from '../src/methods/choose/index.ts';
import { type AnyMethod, answerMethod } from '../src/methods/index.ts';
import { randomFrom } from '../src/methods/numeric/random.ts';
import { deliveryForecast, roadmapSelection } from '../src/methods/plan/index.ts';
import { bgNbd, paretoNbd } from '../src/methods/retain/index.ts';
import { reference } from '../tests/methods/reference.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

interface Timed {
  readonly name: string;
  readonly method: AnyMethod;
  readonly inputs: unknown;
  readonly runs: number;
  /** The size of what it works on. */
  readonly size: Readonly<Record<string, number>>;
}

export const methodsBench: Benchmark = {
  names: [
    'methods.bg_nbd_ms',
    'methods.pareto_nbd_ms',
    'methods.logit_ms',
    'methods.hierarchical_bayes_ms',
    'methods.shapley_ms',
    'methods.roadmap_ms',
    'methods.delivery_ms',
    'methods.causal_impact_ms',
    'methods.causal_selection_ms',
  ],
  async run() {
    const measured: Measurement[] = [];
    for (const work of [...customers(), yogurt(), panel(), paths(), roadmap(), delivery(), ...campaign()])
      measured.push(await timed(work));
    return measured;
  },
};

async function timed({ name, method, inputs, runs, size }: Timed): Promise<Measurement> {
  const took: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const before = performance.now();
    await answerMethod(method, inputs, { seed: 1 });
    if (run > 0 || runs === 0) took.push(performance.now() - before);
  }
  const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
  return { name, value: median, unit: 'ms', detail: { method: method.name, ...size, runs: took.length } };
}

/** The CDNOW sample. */
function customers(): readonly Timed[] {
  const { inputs } = reference('retention_bgnbd_pnbd_cdnow');
  const given = { customers: { frequency: inputs.x, recency: inputs.t_x, age: inputs.T }, predictFor: [] };
  const size = { customers: inputs.x.length };
  return [
    { name: 'methods.bg_nbd_ms', method: bgNbd, inputs: given, runs: 9, size },
    { name: 'methods.pareto_nbd_ms', method: paretoNbd, inputs: given, runs: 5, size },
  ];
}

function yogurt(): Timed {
  const { inputs } = reference('survey_cbc_mnl_yogurt');
  const given = { situations: inputs.obs, chosen: inputs.choice, attributes: inputs.x };
  const size = { situations: new Set(inputs.obs).size, alternatives: 4, coefficients: inputs.variables.length };
  return { name: 'methods.logit_ms', method: choiceBasedConjoint, inputs: given, runs: 9, size };
}

const RESPONDENTS = 200;
const TASKS = 12;
const ALTERNATIVES = 4;
const DRAWS = 10_000;

/** People who differ around common tastes choose among four. */
function panel(): Timed {
  const random = randomFrom(20);
  const names = ['price', 'offline', 'sync', 'support'];
  const common = [-1.2, 0.8, 0.5, 0.3];
  const columns = names.map((): number[] => []);
  const [respondents, situations, chosen]: [number[], number[], number[]] = [[], [], []];
  for (let person = 0; person < RESPONDENTS; person += 1) {
    const tastes = common.map((mean) => mean + 0.6 * random.normal());
    for (let task = 0; task < TASKS; task += 1) {
      const offers = Array.from({ length: ALTERNATIVES }, () =>
        names.map((_, at) => (at === 0 ? random.below(4) : random.below(2))),
      );
      const worth = offers.map(
        (offer) =>
          offer.reduce((sum, value, at) => sum + value * tastes[at]!, 0) - Math.log(-Math.log(random.uniform())),
      );
      const best = worth.indexOf(Math.max(...worth));
      offers.forEach((offer, at) => {
        respondents.push(person);
        situations.push(task);
        chosen.push(at === best ? 1 : 0);
        offer.forEach((value, attribute) => void columns[attribute]!.push(value));
      });
    }
  }
  const attributes = Object.fromEntries(names.map((name, at) => [name, columns[at]!]));
  return {
    name: 'methods.hierarchical_bayes_ms',
    method: hierarchicalBayesConjoint,
    inputs: { respondents, situations, chosen, attributes, draws: DRAWS },
    runs: 1,
    size: { respondents: RESPONDENTS, tasks: TASKS, alternatives: ALTERNATIVES, draws: DRAWS },
  };
}

function paths(): Timed {
  const random = randomFrom(12);
  const count = 100_000;
  const channels = 12;
  const given = Array.from({ length: count }, () => ({
    path: Array.from({ length: 1 + random.below(6) }, () => `Channel ${random.below(channels)}`),
    conversions: random.below(2),
    nulls: random.below(3),
  }));
  return {
    name: 'methods.shapley_ms',
    method: shapleyAttribution,
    inputs: { paths: given },
    runs: 3,
    size: { paths: count, channels },
  };
}

function roadmap(): Timed {
  const random = randomFrom(6);
  const [features, periods, teams] = [200, 6, 5];
  const items = Array.from({ length: features }, (_, at) => ({
    name: `Feature ${at}`,
    value: 5 + random.below(95),
    effort: Array.from({ length: teams }, () => random.below(8)),
  }));
  const dependencies = Array.from({ length: 60 }, () => {
    const later = 1 + random.below(features - 1);
    return { item: `Feature ${later}`, needs: `Feature ${random.below(later)}` };
  });
  const capacity = Array.from({ length: periods }, () => Array.from({ length: teams }, () => 50));
  return {
    name: 'methods.roadmap_ms',
    method: roadmapSelection,
    inputs: {
      items,
      capacity,
      dependencies,
      discountPerPeriod: 0.95,
      alternatives: 0,
      oneMoreUnit: false,
      relativeGap: 0.03,
    },
    runs: 1,
    size: { features, periods, teams, dependencies: dependencies.length, relativeGap: 0.03 },
  };
}

function delivery(): Timed {
  const random = randomFrom(9);
  const throughput = Array.from({ length: 26 }, () => random.below(9));
  const runs = 100_000;
  return {
    name: 'methods.delivery_ms',
    method: deliveryForecast,
    inputs: { throughput, itemsLeft: 60, periods: 12, estimate: 'simulated', runs },
    runs: 5,
    size: { runs, history: throughput.length, itemsLeft: 60 },
  };
}

/** Five hundred days with one control; and with twenty idle ones beside it, among which it is to be found. */
function campaign(): readonly Timed[] {
  const random = randomFrom(500);
  const days = 500;
  const control = Array.from({ length: days }, (_, day) => 100 + 10 * Math.sin(day / 7) + 2 * random.normal());
  const outcome = control.map((value, day) => 1.2 * value + random.normal() + (day >= 400 ? 10 : 0));
  const idle = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`idle ${at}`, control.map(() => random.normal())]),
  );
  const periods = { before: [1, 400], after: [401, days] };
  return [
    {
      name: 'methods.causal_impact_ms',
      method: causalImpact,
      inputs: { outcome, controls: { control }, ...periods },
      runs: 3,
      size: { days, controls: 1 },
    },
    {
      name: 'methods.causal_selection_ms',
      method: causalImpact,
      inputs: { outcome, controls: { control, ...idle }, ...periods },
      runs: 3,
      size: { days, controls: 21, draws: 4000 },
    },
  ];
}
