/** What a server refuses, as an error that says which. */

/**
 * An error answer: `id` is stable, `message` is the sentence for people, `facts` holds what else was said (`conflicts`, ...).
 *
 * @example
 * try { await client.features.update('FEA-1', { title: 'x' }, { revision: 1 }); }
 * catch (error) { if (error instanceof Problem && error.id === 'item.conflict') show(error.facts.conflicts); }
 */
export class Problem extends Error {
  readonly id: string;
  readonly status: number;
  readonly title: string;
  /** The part of the input at fault. */
  readonly field: string | undefined;
  readonly requestId: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(textOf(body.detail) ?? `The server answered ${status}.`);
    this.name = 'Problem';
    this.id = textOf(body.id) ?? 'server.unreadable-answer';
    this.status = status;
    this.title = textOf(body.title) ?? 'Unreadable answer';
    this.field = textOf(body.field);
    this.requestId = textOf(body.requestId);
    this.facts = body;
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The problem in an answer, whatever its body holds. */
export async function problemIn(answer: Response): Promise<Problem> {
  const text = await answer.text();
  try {
    const body: unknown = JSON.parse(text);
    return new Problem(answer.status, typeof body === 'object' && body !== null ? { ...body } : {});
  } catch {
    return new Problem(answer.status, {});
  }
}
