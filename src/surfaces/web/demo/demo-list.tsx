/** The demonstrations, each with what can be done about it: load, watch it load, remove. */
import { type ReactElement, useState } from 'react';
import { count, plural, share } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { Problem } from '../primitive/notice.tsx';
import { Progress } from '../primitive/progress.tsx';
import { SkeletonRows } from '../primitive/skeleton.tsx';
import { Confirm } from '../settings/settings-parts.tsx';
import type { Demo } from '../workspace/resource.ts';
import { type Demos, useDemos } from './use-demos.ts';

export function DemoList(): ReactElement {
  const demos = useDemos();
  if (demos.value === null && demos.problem !== null)
    return <Problem title="The demonstrations cannot be listed" detail={demos.problem.message} />;
  if (demos.value === null) return <SkeletonRows count={2} label="Loading the demonstrations" />;
  const isBusy = demos.value.some((demo) => demo.state === 'loading');
  return (
    <ul className="divide-y divide-line border-y border-line">
      {demos.value.map((demo) => (
        <DemoLine key={demo.id} demo={demo} demos={demos} isBusy={isBusy} />
      ))}
    </ul>
  );
}

interface DemoLineProps {
  readonly demo: Demo;
  readonly demos: Demos;
  readonly isBusy: boolean;
}

function DemoLine({ demo, demos, isBusy }: DemoLineProps): ReactElement {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold">{demo.title}</p>
        <p className="text-muted">{demo.purpose}</p>
        {demo.problem !== null && (
          <p role="alert" className="mt-1 text-red">
            Loading stopped: {demo.problem} Load it again: it goes on where it stopped.
          </p>
        )}
      </div>
      {demo.state === 'loading' && <DemoProgress demo={demo} />}
      {demo.state === 'loaded' && demo.problem === null && <RemoveDemo demo={demo} remove={demos.remove} />}
      {(demo.state === 'absent' || (demo.state === 'loaded' && demo.problem !== null)) && (
        <Button disabled={isBusy} onClick={() => void demos.load(demo)}>
          Load {nameOf(demo)}
        </Button>
      )}
    </li>
  );
}

/** `Firefox` of "Firefox, 2021 to 2024". */
export const nameOf = (demo: Demo): string => demo.title.split(/[,:]/)[0] ?? demo.title;

export function DemoProgress({ demo }: { readonly demo: Demo }): ReactElement {
  return (
    <div className="w-48">
      <p className="tabular mb-1 text-sm text-muted">
        Loading: {share(Math.floor(demo.progress * 100) / 100)}, {plural(demo.items, 'item', 'items')} so far
      </p>
      <Progress label={`Loading ${demo.title}`} value={demo.progress} />
    </div>
  );
}

export interface RemoveDemoProps {
  readonly demo: Demo;
  readonly remove: (demo: Demo) => Promise<void>;
  readonly small?: boolean;
}

export function RemoveDemo({ demo, remove, small = false }: RemoveDemoProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const confirm = async (): Promise<void> => {
    setRemoving(true);
    await remove(demo);
    setRemoving(false);
  };
  return (
    <>
      <Button small={small} disabled={isRemoving} onClick={() => setAsking(true)}>
        {isRemoving ? 'Removing…' : 'Remove the demonstration'}
      </Button>
      {isAsking && (
        <Confirm
          title={`Remove ${demo.title}?`}
          lead={`Its ${count(demo.items)} items go, with their links, comments, people and history. What you wrote yourselves stays. It can be loaded again.`}
          button="Remove it"
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
