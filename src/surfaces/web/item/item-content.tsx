/** One item in two widths: the whole page, or the panel over a list. */
import { type ReactElement, useCallback, useMemo } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { plural } from '../format/format.ts';
import { useKeptFocus } from '../frame/kept-focus.ts';
import { Button } from '../primitive/button.tsx';
import type { Patch } from '../workspace/commit.ts';
import { useCommits, useMay } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import type { LinkThen } from './as-of.tsx';
import { setIntent, useIntent } from './intent.ts';
import { ItemDiscussion } from './item-discussion.tsx';
import { Properties, ProseFields } from './item-fields.tsx';
import { ItemFindings } from './item-findings.tsx';
import { ItemHead } from './item-head.tsx';
import { ItemLinks, ItemLinksThen } from './item-links.tsx';
import { OutOfStepBlock } from './out-of-step-block.tsx';
import { type Scene, SceneContext, useScene } from './scene.tsx';

export interface ItemContentProps {
  readonly item: AnyItem;
  readonly place: 'page' | 'peek';
  /** The day it is shown as of; null: now. */
  readonly asOf?: string | null;
  /** The links of that day. */
  readonly linksThen?: readonly LinkThen[];
}

const NO_LINKS: readonly LinkThen[] = [];

export function ItemContent({ item, place, asOf = null, linksThen = NO_LINKS }: ItemContentProps): ReactElement {
  const commits = useCommits();
  const isEditor = useMay('editor');
  const intent = useIntent(item.id);
  const mayEdit = isEditor && item.archivedAt === null && asOf === null;
  const save = useCallback(
    (patch: Patch) => {
      const answers = intent?.answers ?? [];
      void commits
        .update(item, patch, answers.length === 0 ? {} : { answers })
        .then((saved) => saved !== null && setIntent(null));
    },
    [commits, item, intent],
  );
  const scene = useMemo(
    (): Scene => ({ item, kind: model.kind(item.kind), place, mayEdit, asOf, intent, save }),
    [item, place, mayEdit, asOf, intent, save],
  );
  return <SceneContext value={scene}>{place === 'page' ? <Wide linksThen={linksThen} /> : <Narrow />}</SceneContext>;
}

function Wide({ linksThen }: { readonly linksThen: readonly LinkThen[] }): ReactElement {
  const { asOf } = useScene();
  const kept = useKeptFocus();
  return (
    <div ref={kept} className="grid gap-x-12 break-words gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <ItemHead />
        <Notices />
        <ProseFields />
      </div>
      <section aria-label="Properties" className="xl:col-start-2 xl:row-span-2 xl:row-start-1">
        <Properties />
      </section>
      <div className="flex min-w-0 flex-col gap-8">
        {asOf === null ? (
          <>
            <ItemLinks />
            <ItemDiscussion />
          </>
        ) : (
          <ItemLinksThen links={linksThen} />
        )}
      </div>
    </div>
  );
}

function Narrow(): ReactElement {
  const kept = useKeptFocus();
  return (
    <div ref={kept} className="flex flex-col gap-5 p-4 break-words">
      <ItemHead />
      <Notices />
      <Properties />
      <ProseFields />
      <ItemLinks />
      <ItemDiscussion />
    </div>
  );
}

/** What has to be known before reading on: archived, being answered, out of step, found by the checks. */
function Notices(): ReactElement {
  const { item, kind, intent } = useScene();
  const commits = useCommits();
  const isEditor = useMay('editor');
  const answers = intent?.answers.length ?? 0;
  return (
    <>
      {item.archivedAt !== null && (
        <p className="flex flex-wrap items-center gap-2 rounded-md bg-sunk px-3 py-2">
          <span className="flex-1">This {kind.label.one.toLowerCase()} is archived. Nobody should rely on it.</span>
          {isEditor && (
            <Button small onClick={() => void commits.restore([item])}>
              Restore
            </Button>
          )}
        </p>
      )}
      {answers > 0 && (
        <output className="flex flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-2">
          <span className="flex-1">
            Change what no longer holds. Saving brings {plural(answers, 'link', 'links')} back in step.
          </span>
          <Button small look="plain" onClick={() => setIntent(null)}>
            Not now
          </Button>
        </output>
      )}
      <OutOfStepBlock />
      <ItemFindings />
    </>
  );
}
