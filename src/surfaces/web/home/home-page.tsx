/** Home answers four questions at a glance: what is out of step and mine, what launches soon, what changed, who waits for me. */
import type { ReactElement } from 'react';
import { DemoNotice } from '../demo/demo-notice.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useMirror } from '../workspace/hooks.ts';
import { ChangedSince } from './changed-since.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Health } from './health.tsx';
import { LaunchingSoon } from './launching-soon.tsx';
import { MineOutOfStep } from './mine-out-of-step.tsx';
import { WaitingForMe } from './waiting-for-me.tsx';

export function HomePage(): ReactElement {
  const { session } = useOpen();
  const isEmpty = useMirror((mirror) => mirror.size.items === 0);
  const mayLoad = useMay('admin');
  if (isEmpty) return <FirstSteps />;
  return (
    <div className="mx-auto flex min-h-full max-w-6xl flex-col px-6 py-4 max-md:px-4">
      <p className="mb-3 font-serif text-xl text-muted">
        {greeting()}, {session.user.name.split(' ')[0]}.
      </p>
      {mayLoad && <DemoNotice />}
      <div className="grid content-start gap-x-10 gap-y-5 lg:grid-cols-2">
        <MineOutOfStep />
        <LaunchingSoon />
        <ChangedSince />
        <WaitingForMe />
      </div>
      <Health />
    </div>
  );
}

const NOON = 12;
const EVENING = 18;

function greeting(): string {
  const hour = new Date().getHours();
  if (hour < NOON) return 'Good morning';
  return hour < EVENING ? 'Good afternoon' : 'Good evening';
}
