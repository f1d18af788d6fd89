/** The quiet page that sign-in, set-up and invitations share, and the form on it. */
import { type FormEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { errorFrom, RequestProblem } from '../workspace/request.ts';

export interface AccountPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

export function AccountPage({ title, lead, children }: AccountPageProps): ReactElement {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <p className="flex items-center gap-2 font-semibold">
        <img src={new URL('../style/mark.svg', import.meta.url).href} alt="" width={24} height={24} />
        Throughline
      </p>
      <div>
        <h1 className="text-2xl font-semibold">{title}</h1>
        {lead !== undefined && <p className="mt-2 font-serif text-lg text-muted">{lead}</p>}
      </div>
      {children}
    </main>
  );
}

export interface AccountFormProps {
  readonly button: string;
  readonly onSubmit: () => Promise<void>;
  /** What is still missing, by field; said together before anything is sent. */
  readonly missing?: Readonly<Record<string, string>>;
  /** Fields that show their own error; every other refusal stands above the button. */
  readonly children: (errorOf: (field: string) => string | null) => ReactNode;
}

const NOTHING_MISSING = {};

export function AccountForm({ button, onSubmit, missing = NOTHING_MISSING, children }: AccountFormProps): ReactElement {
  const [problem, setProblem] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    setTries(tries + 1);
    if (Object.keys(missing).length > 0) return;
    setSending(true);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(errorFrom(error));
    } finally {
      setSending(false);
    }
  };
  useEffect(() => {
    if (tries > 0 || problem !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, problem]);
  const named: string[] = [];
  const field = problem instanceof RequestProblem ? problem.field : null;
  const errorOf = (name: string): string | null => {
    named.push(name);
    if (field === name && problem !== null) return problem.message;
    return tries > 0 ? (missing[name] ?? null) : null;
  };
  const fields = children(errorOf);
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
      {fields}
      {problem !== null && !(field !== null && named.includes(field)) && (
        <p role="alert" className="rounded-md bg-red-soft px-3 py-2 text-red">
          {problem.message}
        </p>
      )}
      <Button look="primary" type="submit" disabled={isSending} className="h-10">
        {isSending ? 'One moment…' : button}
      </Button>
    </form>
  );
}
