/** Settles the heights in the line picture: everything as near as can be to what it is linked with, in its order, and nothing lying on anything. */

/** Something that has a height in a column: an item, or a link passing through. */
export interface Stander {
  readonly id: string;
  readonly column: number;
  readonly size: number;
  /** Its place in the column: the lower, the higher it stands. */
  readonly order: number;
}

export interface Settling {
  readonly standers: readonly Stander[];
  /** Pairs that pull at each other, across columns. */
  readonly pulls: readonly (readonly [string, string])[];
  readonly gap: number;
}

/** Each round sweeps over all columns there and back; after so many nothing moves that could be seen. */
const ROUNDS = 12;

/**
 * The middle of each, by id. Within a column the wished heights are met by least squares under the order and the distances
 * (Robertson, Wright & Dykstra 1988, pool adjacent violators).
 *
 * @example
 * settle({ standers: [{ id: 'a', column: 0, size: 50, order: 0 }], pulls: [], gap: 12 }).get('a') // 0
 */
export function settle({ standers, pulls, gap }: Settling): ReadonlyMap<string, number> {
  const columns = [...Map.groupBy(standers, ({ column }) => column)]
    .sort(([a], [b]) => a - b)
    .map(([, members]) => members.toSorted((a, b) => a.order - b.order));
  const heights = new Map<string, number>();
  for (const members of columns) place(members, heights, { gap, wished: () => 0 });
  const beside = besideEach(pulls);
  const wished = ({ id }: Stander): number => {
    const others = beside.get(id) ?? [];
    if (others.length === 0) return heights.get(id) ?? 0;
    return others.reduce((sum, other) => sum + (heights.get(other) ?? 0), 0) / others.length;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const members of columns) place(members, heights, { gap, wished });
    for (const members of columns.toReversed()) place(members, heights, { gap, wished });
  }
  return heights;
}

function besideEach(pulls: Settling['pulls']): ReadonlyMap<string, readonly string[]> {
  const beside = new Map<string, string[]>();
  for (const [a, b] of pulls) {
    beside.set(a, [...(beside.get(a) ?? []), b]);
    beside.set(b, [...(beside.get(b) ?? []), a]);
  }
  return beside;
}

interface Block {
  sum: number;
  count: number;
}

/** One column: distances are taken out, the wishes made to rise by pooling those that do not, distances put back. */
function place(
  members: readonly Stander[],
  heights: Map<string, number>,
  { gap, wished }: { readonly gap: number; readonly wished: (stander: Stander) => number },
): void {
  let offset = 0;
  const offsets = members.map((member, index) => {
    const before = members[index - 1];
    offset += before === undefined ? 0 : (before.size + member.size) / 2 + gap;
    return offset;
  });
  const blocks: Block[] = [];
  for (const [index, member] of members.entries()) {
    let block: Block = { sum: wished(member) - (offsets[index] ?? 0), count: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.sum / last.count > block.sum / block.count;
      last = blocks.at(-1)
    ) {
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  let at = 0;
  for (const { sum, count } of blocks) {
    for (const member of members.slice(at, at + count)) {
      heights.set(member.id, sum / count + (offsets[at] ?? 0));
      at += 1;
    }
  }
}
