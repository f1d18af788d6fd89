/** An empty workspace: what this is, three ways to begin, and demonstrations to look at. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { DemoList } from '../demo/demo-list.tsx';
import { setFrame } from '../frame/frame-state.ts';
import { Button, buttonLook } from '../primitive/button.tsx';
import { Keys } from '../primitive/keys.tsx';
import { useMay, useWorkspace } from '../workspace/hooks.ts';

export function FirstSteps(): ReactElement {
  const { membership } = useWorkspace();
  const mayEdit = useMay('editor');
  const mayInvite = useMay('admin');
  return (
    <div className="mx-auto max-w-2xl px-6 py-16">
      <h2 className="text-2xl font-semibold text-balance">One line, from what customers say to what came of it</h2>
      <p className="mt-3 font-serif text-lg text-muted">
        Write down what you hear, decide and promise, and link each thing to what it relies on. When something upstream
        changes, everything that relies on it is out of step until its owner says “still true” or changes it too.
      </p>
      <ol className="mt-8 divide-y divide-line border-y border-line">
        <Step title="Write down the first thing" detail="A need, a feature, a message: a title is enough.">
          {mayEdit && (
            <Button look="primary" onClick={() => setFrame({ create: 'feature' })}>
              New feature <Keys keys="C" inverted />
            </Button>
          )}
        </Step>
        <Step title="Invite the other discipline" detail="Product and marketing work on the same line.">
          {mayInvite && (
            <Link
              to="/$workspace/settings/$section"
              params={{ workspace: membership.slug, section: 'members' }}
              className={buttonLook()}
            >
              Invite people
            </Link>
          )}
        </Step>
        <Step title="Find your way" detail="Everything is one key away.">
          <Button onClick={() => setFrame({ keysShown: true })}>
            List of keys <Keys keys="?" />
          </Button>
        </Step>
      </ol>
      {mayInvite && (
        <section aria-labelledby="demonstrations" className="mt-10">
          <h3 id="demonstrations" className="text-lg font-semibold">
            Or look at a line that is there already
          </h3>
          <p className="mt-1 mb-4 text-muted">
            Demonstrations are made from what these companies published. One press loads one, one press removes it.
          </p>
          <DemoList />
        </section>
      )}
    </div>
  );
}

interface StepProps {
  readonly title: string;
  readonly detail: string;
  readonly children: ReactElement | false;
}

function Step({ title, detail, children }: StepProps): ReactElement {
  return (
    <li className="flex flex-wrap items-center gap-4 py-4">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        <p className="text-muted">{detail}</p>
      </div>
      {children}
    </li>
  );
}
