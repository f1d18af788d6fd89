import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { concordance, ordinalConsensus } from './ordinal-consensus.ts';

const DECK = [1, 2, 3, 5, 8, 13, 20, 40, 100];

const item = z.object({
  name: z.string().min(1).optional(),
  votes: z
    .array(z.number().nullable())
    .describe('A card for each participant, in their order; null for "?" or no vote.'),
});

const voted = z.object({
  name: z.string(),
  votes: z.int(),
  mean: z.number().nullable().describe('Of the cards’ values; null where nobody voted.'),
  median: z.number().nullable(),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  spread: z.int().describe('Cards between lowest and highest: 0 all alike, 1 neighbours.'),
  consensus: z
    .number()
    .nullable()
    .describe('Tastle and Wierman, 0 (half at each end) to 1 (all alike); null where nobody voted.'),
  agreed: z.boolean().describe('Consensus reaches the threshold and at least two voted.'),
  card: z
    .number()
    .nullable()
    .describe(
      'Card nearest to the middle of the votes by position, the higher of two: proposed where agreed, a start for talk where not.',
    ),
  askFirst: z
    .array(z.string())
    .describe(
      'Who should speak: those with the lowest and with the highest card, where they differ by more than one card.',
    ),
});
type Voted = z.output<typeof voted>;

/**
 * Priority poker: what a round of cards says of each item, whether people agree, who should explain, and what the group's order is.
 *
 * Agreement is measured on the positions of the cards in the deck, so that 40 against 100 is one step like 1 against 2.
 *
 * @throws MethodProblem `votes-unlike-participants`, `card-unknown`, `deck-invalid`, `item-twice`.
 * @example priorityPoker.run({ items: [{ votes: [5, 5, 8] }], deck: [1, 2, 3, 5, 8], threshold: 0.8 }).items[0].card; // 5
 */
export const priorityPoker = defineMethod({
  name: 'priority-poker',
  field: 'agree',
  title: 'Priority poker',
  summary:
    'Which items a group agrees on after a round of cards, who should explain where it does not, and the joint order.',
  whenToUse: ['A team estimates value, effort or priority together without anchoring each other.'],
  whenNot: ['To outvote experts: an outlier may be the one who knows.'],
  assumes: ['Cards were shown at once (not checked).', 'One scale for all items.'],
  formula: [
    'Consensus: `1 + Σ p log₂(1 - |x - mean| / width)` over positions of the cards in the deck.',
    'Concordance of the order: Kendall’s W with ties over participants who voted on every item; p by chi-square.',
  ].join('\n'),
  source: [
    'Grenning, J. (2002), Planning Poker.',
    'Tastle, W. and Wierman, M. (2007), Consensus and dissention: a measure of ordinal dispersion, Int. J. Approximate Reasoning 45.',
    'Kendall, M. and Babington Smith, B. (1939), The problem of m rankings, Annals of Mathematical Statistics 10.',
  ],
  verified:
    'Closed forms of consensus (all alike, half at each end, an even five-step scale), Kendall’s W of equal and opposite orders and its tie to mean Spearman.',
  cost: 'O(votes)',
  warns: {
    'no-consensus': 'On some items the group does not agree: talk and vote again.',
    'too-few-votes': 'Fewer than three voted on an item.',
    'no-common-order': 'Participants order the items no more alike than chance.',
  },
  inputs: z.object({
    items: z.array(item).min(1, 'Give at least one item.').max(1000),
    participants: z.array(z.string().min(1)).optional().describe('Names, in the order of the votes.'),
    deck: z.array(z.number()).min(2).max(100).default(DECK).describe('Cards in ascending order.'),
    threshold: z.number().min(0).max(1).default(0.8).describe('Consensus from which an item counts as agreed.'),
  }),
  result: z.object({
    items: z.array(voted).describe('In the order they were given.'),
    order: z.array(z.string()).describe('Names by mean position of the cards, highest first.'),
    agreed: z.array(z.string()),
    discuss: z.array(z.string()).describe('Not agreed, least consensus first.'),
    concordance: z
      .object({
        w: z.number().describe('Kendall’s W: 0 no common order, 1 the same for all.'),
        p: z.number(),
        participants: z.int(),
      })
      .nullable()
      .describe('Over participants who voted on every item; null for fewer than two of them or of items.'),
    ...report,
  }),
  example: {
    about: 'Four people play cards on three items; one sees something the others do not.',
    source: 'Plain numbers.',
    inputs: {
      participants: ['Ana', 'Ben', 'Caro', 'Dev'],
      items: [
        { name: 'Import', votes: [8, 8, 13, 8] },
        { name: 'Audit log', votes: [3, 2, 20, 3] },
        { name: 'Themes', votes: [1, 2, 1, null] },
      ],
    },
  },
  run({ items, participants, deck, threshold }) {
    if (deck.some((card, k) => k > 0 && card <= deck[k - 1]!))
      throw new MethodProblem('deck-invalid', 'deck', 'Give the cards in ascending order, each once.');
    const people = participants ?? (items[0]?.votes ?? []).map((_, i) => `Participant ${i + 1}`);
    const names = items.map(({ name }, i) => name ?? `Item ${i + 1}`);
    const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
    if (twice >= 0) throw new MethodProblem('item-twice', `items.${twice}.name`, 'Give every item its own name.');
    const positions = items.map(({ votes }, i) => positionsOf(votes, { deck, people, i }));
    const found = positions.map((row, i) => votedOf(row, { name: names[i]!, people, deck, threshold }));
    const means = positions.map((row) => meanOf(row.flatMap((one) => one ?? [])));
    const order = names.map((_, i) => i).sort((a, b) => (means[b] ?? -1) - (means[a] ?? -1));
    const complete = people.flatMap((_, p) => {
      const own = positions.flatMap((row) => row[p] ?? []);
      return own.length === items.length ? [own] : [];
    });
    const joint = concordance(complete);
    const discuss = found.filter(({ agreed }) => !agreed).sort((a, b) => (a.consensus ?? 0) - (b.consensus ?? 0));
    const agreed = found.filter((one) => one.agreed).map(({ name }) => name);
    return {
      items: found,
      order: order.map((i) => names[i]!),
      agreed,
      discuss: discuss.map(({ name }) => name),
      concordance: joint === null ? null : { ...joint, participants: complete.length },
      warnings: warningsOf(found, discuss, joint),
      reading: readingOf(agreed.length, discuss[0], names.length),
      picture: {
        kind: 'intervals' as const,
        title: 'Votes',
        x: 'Item, highest first',
        y: 'Card (median, lowest to highest)',
        series: [
          {
            name: 'Votes',
            x: order.map((i) => names[i]!),
            y: order.map((i) => found[i]!.median),
            low: order.map((i) => found[i]!.lowest),
            high: order.map((i) => found[i]!.highest),
          },
        ],
      },
    };
  },
});

interface Table {
  readonly deck: readonly number[];
  readonly people: readonly string[];
  readonly i: number;
}

function positionsOf(votes: readonly (number | null)[], { deck, people, i }: Table): (number | null)[] {
  if (votes.length !== people.length)
    throw new MethodProblem(
      'votes-unlike-participants',
      `items.${i}.votes`,
      `Give ${people.length} votes, null where there is none.`,
    );
  return votes.map((card, p) => {
    if (card === null) return null;
    const position = deck.indexOf(card);
    if (position < 0)
      throw new MethodProblem(
        'card-unknown',
        `items.${i}.votes.${p}`,
        `Play one of ${deck.join(', ')}, or give your deck.`,
      );
    return position;
  });
}

function votedOf(
  row: readonly (number | null)[],
  {
    name,
    people,
    deck,
    threshold,
  }: { name: string; people: readonly string[]; deck: readonly number[]; threshold: number },
): Voted {
  const positions = row.flatMap((one) => one ?? []).sort((a, b) => a - b);
  const [low, high] = [positions[0], positions.at(-1)];
  const nothing = { mean: null, median: null, lowest: null, highest: null, spread: 0, consensus: null, card: null };
  if (low === undefined || high === undefined) return { name, votes: 0, ...nothing, agreed: false, askFirst: [] };
  const cards = positions.map((position) => deck[position]!);
  const consensus = ordinalConsensus(positions, deck.length - 1);
  const ends = high - low > 1 ? people.filter((_, p) => row[p] === low || row[p] === high) : [];
  return {
    name,
    votes: positions.length,
    mean: meanOf(cards),
    median: medianOf(cards),
    lowest: deck[low]!,
    highest: deck[high]!,
    spread: high - low,
    consensus,
    agreed: positions.length > 1 && consensus >= threshold,
    card: deck[Math.round(medianOf(positions))]!,
    askFirst: ends,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Of ascending values. */
function medianOf(values: readonly number[]): number {
  const middle = Math.floor(values.length / 2);
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

function warningsOf(found: readonly Voted[], discuss: readonly Voted[], joint: { p: number } | null): Warning[] {
  const warnings: Warning[] = [];
  const say = (some: readonly Voted[]) => some.map(({ name }) => name).join(', ');
  const apart = discuss.filter(({ votes }) => votes > 1);
  const few = found.filter(({ votes }) => votes < 3);
  if (apart.length > 0)
    warnings.push({
      id: 'no-consensus',
      text: `No consensus on ${say(apart)}: let the lowest and highest explain, then vote again.`,
    });
  if (few.length > 0) warnings.push({ id: 'too-few-votes', text: `Fewer than three votes on ${say(few)}.` });
  if (joint !== null && joint.p > 0.05)
    warnings.push({
      id: 'no-common-order',
      text: 'Participants order the items no more alike than chance: settle what the cards mean first.',
    });
  return warnings;
}

function readingOf(agreed: number, worst: Voted | undefined, all: number): string {
  const first = `The group agrees on ${agreed} of ${all} items.`;
  if (worst === undefined) return first;
  if (worst.lowest === null || worst.highest === null) return `${first} Nobody voted on ${worst.name}.`;
  const who = worst.askFirst.length === 0 ? '' : ` Let ${worst.askFirst.join(', ')} explain.`;
  return `${first} It is furthest apart on ${worst.name} (${worst.lowest} to ${worst.highest}).${who}`;
}
