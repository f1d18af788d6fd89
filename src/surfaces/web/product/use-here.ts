/** What pages count and list, of the product one looks at: what is out of step, what the checks find, items. */
import { useCallback } from 'react';
import type { AnyItem, Mirror, PlacedFinding } from '../../../line/index.ts';
import { useFindings } from '../line/use-findings.ts';
import { type OutOfStep, useItemById, useMirror, useOutOfStep } from '../workspace/hooks.ts';
import { useWithinProduct } from './use-product.ts';

/** A link out of step is where the item is that has to answer. */
export function useOutOfStepHere(ownerId: string | null = null): readonly OutOfStep[] {
  return useWithinProduct(useOutOfStep(ownerId), relying);
}

export function useFindingsHere(): readonly PlacedFinding[] {
  const itemOf = useItemById();
  return useWithinProduct(
    useFindings(),
    useCallback(({ itemId }: PlacedFinding) => itemOf(itemId), [itemOf]),
  );
}

/** Items read from the mirror. */
export function useItemsHere(select: (mirror: Mirror) => readonly AnyItem[]): readonly AnyItem[] {
  return useWithinProduct(useMirror(select, isSameList), itself);
}

export function isSameList(a: readonly AnyItem[], b: readonly AnyItem[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

const relying = ({ from }: OutOfStep): AnyItem => from;
const itself = (item: AnyItem): AnyItem => item;
