/** The rooms in the order of the line: from Understand to Learn, the organisation and its people last. */
import type { Slice } from '../../../line/index.ts';

export function roomsInOrder(slices: readonly Slice[]): readonly Slice[] {
  const [organisation, ...line] = slices;
  return organisation === undefined ? [] : [...line, organisation];
}
