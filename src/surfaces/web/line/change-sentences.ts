/** What changed, as one sentence for each link out of step: for pictures, which have no room for more. */
import { useEffect, useState } from 'react';
import { type AnyItem, type ChangedField, changedSinceAgreed, isGone, type Link } from '../../../line/index.ts';
import { day } from '../format/format.ts';
import { isWritten, valueText } from '../item/value-text.ts';
import { type Piece, piecesBetween } from '../item/word-diff.ts';
import type { NameOf } from '../view/field-text.ts';
import { useNameOf } from '../view/use-names.ts';
import { useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { changesOf } from './history-of.ts';

export interface OutOfStepLink {
  readonly link: Link;
  readonly to: AnyItem;
}

const LONGEST_VALUE = 48;

/** @example changeSentence(fields, feature, nameOf) // 'Target date: 18 May 2021 → 1 Jun 2021 (Ana, 12 Apr 2021)' */
export function changeSentence(fields: readonly ChangedField[], to: AnyItem, nameOf: NameOf): string {
  const kind = model.kind(to.kind);
  if (fields.length === 0) return isGone(kind, to) ? `${to.key} is gone` : `${to.key} was changed and changed back`;
  const said = fields.map(({ field, label, agreed, now }) => {
    const of = { kind, name: field };
    const [then, next] = [valueText(of, agreed, nameOf), valueText(of, now, nameOf)];
    return `${label}: ${isWritten(kind, field) ? wordsChanged(then, next) : `${short(then)} → ${short(next)}`}`;
  });
  const last = fields[0];
  return `${said.join('; ')}${last === undefined ? '' : ` (${last.by}, ${day(last.at.slice(0, 10))})`}`;
}

/** Of prose only the words that went and came: two long beginnings that are alike say nothing. */
function wordsChanged(then: string, now: string): string {
  const pieces = piecesBetween(then, now);
  const all = (is: Piece['is']): string =>
    pieces
      .filter((piece) => piece.is === is)
      .map((piece) => piece.text.trim())
      .join(' … ');
  const [gone, come] = [all('removed'), all('added')];
  if (gone === '') return `“${short(come)}” added`;
  return come === '' ? `“${short(gone)}” left out` : `“${short(gone)}” → “${short(come)}”`;
}

const short = (text: string): string => {
  const line = text.replaceAll('\n', ', ') || 'empty';
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE - 1).trimEnd()}…`;
};

const NONE: ReadonlyMap<string, string> = new Map();

/** The sentence of each link by its id, as they arrive. */
export function useChangeSentences(rows: readonly OutOfStepLink[]): ReadonlyMap<string, string> {
  const workspace = useWorkspace();
  const nameOf = useNameOf();
  const [sentences, setSentences] = useState(NONE);
  const asked = rows.map(({ link, to }) => `${link.id} ${String(link.agreedRevision)} ${String(to.revision)}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the rows.
  useEffect(() => {
    let isWanted = true;
    for (const { link, to } of rows) {
      changesOf(workspace, to, link.agreedRevision)
        .then((changes) => {
          if (!isWanted) return;
          const fields = changedSinceAgreed({ link, to, kind: model.kind(to.kind), changes });
          setSentences((held) => new Map(held).set(link.id, changeSentence(fields, to, nameOf)));
        })
        .catch(() => undefined);
    }
    return () => {
      isWanted = false;
    };
  }, [workspace, asked, nameOf]);
  return sentences;
}
