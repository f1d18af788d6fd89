/** Any field, edited in place: saved on Enter or when it is left, taken back by Escape. */
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import type { AnyItem, Field } from '../../../line/index.ts';
import { words } from '../format/format.ts';
import { Checkbox } from '../primitive/checkbox.tsx';
import { classNames } from '../primitive/class-names.ts';
import { StateMark } from '../primitive/marks.tsx';
import { MultiPicker, Picker } from '../primitive/picker.tsx';
import type { Option } from '../primitive/select.tsx';
import { model } from '../workspace/model.ts';
import { draftText, readDraft } from './field-draft.ts';
import { fieldText, listOf } from './field-text.ts';
import { FieldValue } from './field-value.tsx';
import { referenceKind, useNameOf, useReferenceOptions } from './use-names.ts';

export interface FieldEditorProps {
  readonly item: AnyItem;
  readonly name: string;
  readonly label: string;
  readonly field: Field;
  readonly value: unknown;
  readonly onSave: (value: unknown) => void;
  /** Left without a change. */
  readonly onClose?: () => void;
  /** Begins open and focused: a cell that was clicked. */
  readonly isOpen?: boolean;
}

export function FieldEditor(props: FieldEditorProps): ReactElement {
  const { name, label, field, value, onSave, onClose } = props;
  if (field.type === 'flag') {
    return (
      <Checkbox
        label={label}
        checked={value === true}
        onChange={(next) => {
          onSave(next);
          onClose?.();
        }}
      />
    );
  }
  const isChosen =
    ['select', 'multiSelect', 'person', 'people'].includes(field.type) || referenceKind(name) !== undefined;
  return isChosen ? <ChoiceEditor {...props} /> : <QuietEditor {...props} />;
}

/** Text reads as text until it is pressed. */
function QuietEditor(props: FieldEditorProps): ReactElement {
  const { item, name, label, field, value, isOpen = false, onClose } = props;
  const [isEditing, setEditing] = useState(isOpen);
  const nameOf = useNameOf();
  const close = (): void => {
    setEditing(false);
    onClose?.();
  };
  if (isEditing) return <TextEditor {...props} isOpen onClose={close} />;
  const isEmpty = fieldText(field, value, nameOf) === '';
  return (
    <button
      type="button"
      aria-label={`${label}: ${isEmpty ? 'empty' : fieldText(field, value, nameOf)}; edit`}
      onClick={() => setEditing(true)}
      className="flex min-h-8 w-full min-w-0 cursor-text items-center rounded-sm px-2 py-1 text-left hover:bg-sunk"
    >
      {isEmpty && <span className="text-faint">Empty</span>}
      {!isEmpty && field.type === 'list' && (
        <span className="min-w-0">
          {listOf(value).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </span>
      )}
      {!isEmpty && LONG_TEXT.includes(field.type) && (
        <span className="line-clamp-6 min-w-0 whitespace-pre-wrap">{String(value)}</span>
      )}
      {!isEmpty && field.type !== 'list' && !LONG_TEXT.includes(field.type) && (
        <FieldValue item={item} name={name} field={field} value={value} nameOf={nameOf} />
      )}
    </button>
  );
}

const LONG_TEXT: readonly Field['type'][] = ['longText', 'text'];

const NOTHING = '';

function ChoiceEditor({
  item,
  name,
  label,
  field,
  value,
  onSave,
  onClose,
  isOpen = false,
}: FieldEditorProps): ReactElement {
  const [open, setOpen] = useState(isOpen);
  const nameOf = useNameOf();
  const references = useReferenceOptions(name, field);
  const options = optionsOf(item, name, field, references);
  const setShown = (next: boolean): void => {
    setOpen(next);
    if (!next) onClose?.();
  };
  const trigger = (
    <button
      type="button"
      aria-label={label}
      className="flex h-full min-h-7 w-full min-w-0 items-center rounded-sm px-2 text-left hover:bg-sunk"
    >
      <FieldValue item={item} name={name} field={field} value={value} nameOf={nameOf} />
      {(value === null || value === undefined) && <span className="text-faint">Empty</span>}
    </button>
  );
  const frame = { label, trigger, open, onOpenChange: setShown };
  if (field.type === 'multiSelect' || field.type === 'people') {
    return <MultiPicker {...frame} options={options} value={listOf(value)} onChange={onSave} />;
  }
  const withNothing = field.required === true ? options : [...options, { value: NOTHING, label: 'Empty' }];
  return (
    <Picker
      {...frame}
      options={withNothing}
      value={typeof value === 'string' ? value : NOTHING}
      onChange={(next) => next !== null && next !== (value ?? NOTHING) && onSave(next === NOTHING ? null : next)}
    />
  );
}

function optionsOf(item: AnyItem, name: string, field: Field, references: readonly Option[]): readonly Option[] {
  if (field.type !== 'select' && field.type !== 'multiSelect') return references;
  const kind = model.kind(item.kind);
  return field.options.map((option) => ({
    value: option,
    label: words(option),
    ...(name === 'state' && { mark: <StateMark kind={kind} state={option} bare /> }),
  }));
}

const ROWS_MOST = 12;
const LONG: readonly Field['type'][] = ['longText', 'list'];
const INPUT_TYPES: Readonly<Partial<Record<Field['type'], string>>> = { date: 'date', email: 'email', url: 'url' };

function TextEditor({ label, field, value, onSave, onClose, isOpen = false }: FieldEditorProps): ReactElement {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const isDone = useRef(false);
  const held = draftText(field, value);
  const text = typed ?? held;
  const isLong = LONG.includes(field.type);

  const save = (): void => {
    if (isDone.current || typed === null || typed === held) {
      close();
      return;
    }
    const draft = readDraft(field, typed);
    if ('error' in draft) {
      setError(draft.error);
      return;
    }
    isDone.current = true;
    onSave(draft.value);
    close();
  };
  const close = (): void => {
    isDone.current = false;
    setTyped(null);
    setError(null);
    onClose?.();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  const shared = {
    'aria-label': label,
    'aria-invalid': error !== null,
    value: text,
    autoFocus: isOpen,
    onBlur: save,
    onKeyDown,
    className: classNames('entry', isOpen && 'min-h-7 py-0.5'),
  };
  return (
    <span className="block w-full">
      {isLong ? (
        <textarea
          {...shared}
          rows={Math.min(ROWS_MOST, Math.max(2, text.split('\n').length + 1))}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type={INPUT_TYPES[field.type] ?? 'text'}
          inputMode={field.type === 'number' ? 'decimal' : undefined}
          maxLength={field.type === 'text' ? field.maxLength : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {error !== null && (
        <span role="alert" className="text-sm text-red">
          {error}
        </span>
      )}
    </span>
  );
}
