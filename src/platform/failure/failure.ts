/**
 * One cause, one factory. Every error a person can meet is defined once with a stable id, the HTTP status,
 * and a sentence that says what is wrong and what would be right. Doors print it as RFC 9457 problem+json.
 */

/** What a door prints: RFC 9457 members plus the stable `id`, the `field` at fault and any `extra` facts. */
export interface FailureBody {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly field?: string;
  readonly [extra: string]: unknown;
}

interface FailureDefinition {
  readonly id: string;
  readonly status: number;
  readonly title: string;
  /** True where an operator should hear of it (a fault of ours, not of the request). */
  readonly report: boolean;
}

export class Failure extends Error {
  readonly id: string;
  readonly status: number;
  readonly title: string;
  readonly report: boolean;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(definition: FailureDefinition, sentence: string, facts: Readonly<Record<string, unknown>>) {
    super(sentence);
    this.name = 'Failure';
    this.id = definition.id;
    this.status = definition.status;
    this.title = definition.title;
    this.report = definition.report;
    this.facts = facts;
  }

  toBody(): FailureBody {
    return {
      ...this.facts,
      type: `https://throughline.invalid/errors/${this.id}`,
      id: this.id,
      title: this.title,
      status: this.status,
      detail: this.message,
    };
  }
}

export interface FailureFactory<Facts extends Record<string, unknown> = Record<string, unknown>> {
  (facts: Facts): Failure;
  readonly definition: FailureDefinition;
}

const catalogue = new Map<string, FailureDefinition>();

/** Every failure defined so far, by id: printed in the API reference and asserted by the error tests. */
export function failureCatalogue(): readonly FailureDefinition[] {
  return [...catalogue.values()].sort((a, b) => a.id.localeCompare(b.id));
}

/**
 * Defines a failure. Facts are shown to the caller (`field`, both values of a conflict, ...), so they hold no secret.
 *
 * @example
 * const circularLink = defineFailure<{ from: string; to: string }>('link.circular', 422, 'The link closes a circle',
 *   ({ from, to }) => `${to} already relies on ${from}. Remove that link first, or link the other way round.`);
 * throw circularLink({ from: 'FEA-1', to: 'FEA-2' });
 */
export function defineFailure<Facts extends Record<string, unknown> = Record<string, never>>(
  id: string,
  status: number,
  title: string,
  sentence: (facts: Facts) => string,
): FailureFactory<Facts> {
  const definition: FailureDefinition = { id, status, title, report: status >= 500 };
  if (catalogue.has(id)) throw new Error(`The failure "${id}" is defined twice.`);
  catalogue.set(id, definition);
  return Object.assign((facts: Facts) => new Failure(definition, sentence(facts), facts), { definition });
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}
