/** Names behind ids: members, products and teams. */
import { useCallback } from 'react';
import type { Field } from '../../../line/index.ts';
import type { Option } from '../primitive/select.tsx';
import { useMembers, useMirror, useWorkspace } from '../workspace/hooks.ts';
import type { NameOf } from './field-text.ts';

/** Fields of every item that hold the id of another item, and its kind. */
const REFERENCES: Readonly<Record<string, string>> = { productId: 'product', teamId: 'team' };

/** The kind whose item a field of this name holds; undefined for other fields. */
export const referenceKind = (name: string): string | undefined => REFERENCES[name];

/** The name behind an id; empty where it is unknown. */
export function useNameOf(): NameOf {
  const members = useMembers();
  const { mirror } = useWorkspace();
  return useCallback(
    (id) => members.find((member) => member.id === id)?.name ?? mirror.item(id)?.title ?? '',
    [members, mirror],
  );
}

/** What may be chosen for a field that holds an id; empty for other fields. */
export function useReferenceOptions(name: string, field: Field): readonly Option[] {
  const members = useMembers();
  const kind = REFERENCES[name] ?? '';
  const items = useMirror(useCallback((mirror) => mirror.ofKind(kind), [kind]));
  if (field.type === 'person' || field.type === 'people') {
    return members
      .filter((member) => member.removedAt === null)
      .map((member) => ({ value: member.id, label: member.name }));
  }
  return items.filter((item) => item.archivedAt === null).map((item) => ({ value: item.id, label: item.title }));
}
