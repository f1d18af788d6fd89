/** Pages with nothing to show: empty, failed, not allowed. Each says what it is, what is safe, and what to do. */
import { CircleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

export interface EmptyProps {
  readonly title: string;
  /** One sentence: what this is for. */
  readonly purpose: ReactNode;
  readonly example?: string | undefined;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

export function Empty({ title, purpose, example, action, icon }: EmptyProps): ReactElement {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-2 px-6 py-16">
      {icon !== undefined && <div className="text-muted">{icon}</div>}
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="font-serif text-lg text-muted">{purpose}</p>
      {example !== undefined && <p className="border-l-2 border-line pl-3 text-muted">For example: {example}</p>}
      {action !== undefined && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}

export interface ProblemProps {
  readonly title: string;
  readonly detail: ReactNode;
  readonly action?: ReactNode;
  /** It is all there is: no frame stands around it. */
  readonly isPage?: boolean;
}

/** Something failed: inside a page, or as the page. */
export function Problem({ title, detail, action, isPage = false }: ProblemProps): ReactElement {
  const Heading = isPage ? 'h1' : 'h2';
  const problem = (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start gap-2 px-6 py-16">
      <CircleAlert size={20} className="text-red" aria-hidden />
      <Heading className="text-lg font-semibold">{title}</Heading>
      <p className="text-muted">{detail}</p>
      {action !== undefined && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
  return isPage ? <main>{problem}</main> : problem;
}
