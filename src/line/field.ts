/**
 * Fields: what a noun remembers. A field is a plain value that every door can read: validation, form, filter, import and
 * API schema are all printed from it. `material` marks what others rely on: changing it puts them out of step.
 */

export interface FieldOptions {
  readonly label?: string;
  /** Changing it puts whatever relies on the item out of step. */
  readonly material?: boolean;
  readonly required?: boolean;
  /** One sentence beside the field: what it means, with the source where it is a term of art. */
  readonly help?: string;
  readonly example?: unknown;
  /** No two items of the kind in a workspace may hold the same value, case aside. */
  readonly unique?: boolean;
}

interface FieldBase<Type extends string> extends FieldOptions {
  readonly type: Type;
}

export interface TextField extends FieldBase<'text'> {
  readonly maxLength: number;
}
/** Markdown. */
export interface LongTextField extends FieldBase<'longText'> {
  readonly maxLength: number;
}
export interface NumberField extends FieldBase<'number'> {
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}
export interface MoneyField extends FieldBase<'money'> {}
export interface DateField extends FieldBase<'date'> {}
export interface InstantField extends FieldBase<'instant'> {}
export interface FlagField extends FieldBase<'flag'> {}
export interface SelectField<Option extends string = string> extends FieldBase<'select'> {
  readonly options: readonly Option[];
}
export interface MultiSelectField<Option extends string = string> extends FieldBase<'multiSelect'> {
  readonly options: readonly Option[];
}
/** A member of the workspace, by id. */
export interface PersonField extends FieldBase<'person'> {}
export interface PeopleField extends FieldBase<'people'> {}
export interface UrlField extends FieldBase<'url'> {}
export interface EmailField extends FieldBase<'email'> {}
/** Short texts in an order: goals, pains, acceptance criteria. */
export interface ListField extends FieldBase<'list'> {}
/** A small table inside the item: targets with metric, value and day; options with pros and cons. */
export interface RowsField<Columns extends RowColumns = RowColumns> extends FieldBase<'rows'> {
  readonly columns: Columns;
}

export type ScalarField =
  | TextField
  | LongTextField
  | NumberField
  | MoneyField
  | DateField
  | InstantField
  | FlagField
  | SelectField
  | PersonField
  | UrlField
  | EmailField;
export type RowColumns = Readonly<Record<string, ScalarField>>;
export type Field = ScalarField | MultiSelectField | PeopleField | ListField | RowsField;
export type Fields = Readonly<Record<string, Field>>;

export interface Money {
  readonly amount: number;
  /** ISO 4217, as `EUR`. */
  readonly currency: string;
}

/** The value a field holds; every field may be empty (`null`) unless required, and so is read as nullable. */
export type ValueOf<F extends Field> =
  F extends SelectField<infer Option>
    ? Option
    : F extends MultiSelectField<infer Option>
      ? readonly Option[]
      : F extends NumberField
        ? number
        : F extends MoneyField
          ? Money
          : F extends FlagField
            ? boolean
            : F extends ListField | PeopleField
              ? readonly string[]
              : F extends RowsField<infer Columns>
                ? readonly { readonly [Column in keyof Columns]: ValueOf<Columns[Column]> | null }[]
                : string;

export type ValuesOf<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> | null };

const TEXT_MAX = 500;
const LONG_TEXT_MAX = 100_000;

/** One line of text. @example summary: text({ material: true, required: true }) */
export const text = <O extends FieldOptions & { maxLength?: number }>(options?: O): TextField => ({
  maxLength: TEXT_MAX,
  ...options,
  type: 'text',
});
/** Markdown of any length up to 100,000 characters. @example body: longText() */
export const longText = <O extends FieldOptions & { maxLength?: number }>(options?: O): LongTextField => ({
  maxLength: LONG_TEXT_MAX,
  ...options,
  type: 'longText',
});
/** A number with its unit and range. @example reach: number({ unit: 'customers per quarter', min: 0 }) */
export const number = (options?: Omit<NumberField, 'type'>): NumberField => ({ ...options, type: 'number' });
/** A share from 0 to 1, shown as per cent. @example dateConfidence: share() */
export const share = (options?: FieldOptions): NumberField => ({
  ...options,
  type: 'number',
  unit: 'share',
  min: 0,
  max: 1,
});
/** An amount in a currency. @example budget: money() */
export const money = (options?: FieldOptions): MoneyField => ({ ...options, type: 'money' });
/** A calendar day, `2021-06-01`. @example launchOn: date({ material: true }) */
export const date = (options?: FieldOptions): DateField => ({ ...options, type: 'date' });
/** A moment, ISO 8601 with zone. @example receivedAt: instant() */
export const instant = (options?: FieldOptions): InstantField => ({ ...options, type: 'instant' });
/** Yes or no. @example shown: flag() */
export const flag = (options?: FieldOptions): FlagField => ({ ...options, type: 'flag' });
/** One of a list. @example horizon: select(['now', 'next', 'later']) */
export const select = <const Option extends string>(
  options: readonly Option[],
  more?: FieldOptions,
): SelectField<Option> => ({
  ...more,
  type: 'select',
  options,
});
/** Several of a list. @example channels: multiSelect(['e-mail', 'in-app']) */
export const multiSelect = <const Option extends string>(
  options: readonly Option[],
  more?: FieldOptions,
): MultiSelectField<Option> => ({ ...more, type: 'multiSelect', options });
/** A member, by id. @example approvedBy: person() */
export const person = (options?: FieldOptions): PersonField => ({ ...options, type: 'person' });
/** Several members. @example contributors: people() */
export const people = (options?: FieldOptions): PeopleField => ({ ...options, type: 'people' });
/** A web address. @example sourceUrl: url() */
export const url = (options?: FieldOptions): UrlField => ({ ...options, type: 'url' });
/** An e-mail address, kept in lower case. @example email: email({ required: true }) */
export const email = (options?: FieldOptions): EmailField => ({ ...options, type: 'email' });
/** Short texts in an order. @example pains: list({ material: true }) */
export const list = (options?: FieldOptions): ListField => ({ ...options, type: 'list' });
/** A small table. @example targets: rows({ metric: text(), value: number(), by: date() }) */
export const rows = <const Columns extends RowColumns>(
  columns: Columns,
  options?: FieldOptions,
): RowsField<Columns> => ({
  ...options,
  type: 'rows',
  columns,
});

/** `targetOn` -> `Target on`; a field may give its own label. */
export function labelOf(name: string, field: FieldOptions): string {
  if (field.label !== undefined) return field.label;
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
