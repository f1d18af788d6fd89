/** On Home, to admins: that a demonstration is loading or here, and the way to take it out. */
import type { ReactElement } from 'react';
import { DemoProgress, RemoveDemo } from './demo-list.tsx';
import { useDemos } from './use-demos.ts';

export function DemoNotice(): ReactElement | null {
  const { value, remove } = useDemos();
  const shown = value?.filter((demo) => demo.state !== 'absent') ?? [];
  if (shown.length === 0) return null;
  return (
    <ul className="mb-4">
      {shown.map((demo) => (
        <li key={demo.id} className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-y border-line py-2">
          <span className="min-w-0 flex-1 basis-64 text-muted">
            {demo.state === 'loading'
              ? `${demo.title} is being loaded; you can look around meanwhile.`
              : `This workspace holds the demonstration “${demo.title}”.`}
          </span>
          {demo.state === 'loading' ? <DemoProgress demo={demo} /> : <RemoveDemo small demo={demo} remove={remove} />}
        </li>
      ))}
    </ul>
  );
}
