/** Which field of the relying item most likely has to change, when what it relies on did. */
import { type Field, fieldOf, isMaterial, type Kind } from '../../../line/index.ts';

const WRITTEN: readonly Field['type'][] = ['text', 'longText', 'list'];

/**
 * A date asks for a date, everything else for the words; the title where the kind has neither.
 *
 * @example
 * fieldInQuestion(launch, feature, ['targetOn']) // 'launchOn'
 */
export function fieldInQuestion(relying: Kind, changed: Kind, changedFields: readonly string[]): string {
  const material = Object.entries(relying.fields).filter(([name]) => isMaterial(relying, name));
  const isDate = changedFields.some((name) => fieldOf(changed, name)?.type === 'date');
  const date = isDate ? material.findLast(([, field]) => field.type === 'date') : undefined;
  const written = material.find(([, field]) => WRITTEN.includes(field.type));
  return (date ?? written)?.[0] ?? 'title';
}
