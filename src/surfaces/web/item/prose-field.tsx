/** A field that is read rather than scanned: a sentence, a document, a list or a small table, edited in place. */
import { Pencil } from 'lucide-react';
import { type MouseEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { IconButton } from '../primitive/button.tsx';
import { type Column, patchOf, valueAt } from '../view/column.ts';
import { FieldEditor } from '../view/field-editor.tsx';
import { listOf } from '../view/field-text.ts';
import { useMay } from '../workspace/hooks.ts';
import { Help } from './field-row.tsx';
import { hasValue } from './item-columns.ts';
import { Markdown } from './markdown.tsx';
import { PassageList, SelectedPassage } from './passage.tsx';
import { setQuote } from './quote.ts';
import { RowsField } from './rows-field.tsx';
import { useScene } from './scene.tsx';

export interface ProseFieldProps {
  readonly column: Column;
  /** Opened by its name among the empty ones. */
  readonly startsOpen?: boolean;
  readonly onClosed?: () => void;
}

const ON_HOVER =
  'opacity-0 group-hover/prose:opacity-100 focus-visible:opacity-100 data-[popup-open]:opacity-100 print:hidden pointer-coarse:opacity-100';

export function ProseField({ column, startsOpen = false, onClosed }: ProseFieldProps): ReactElement {
  const { item, mayEdit, asOf, save, intent } = useScene();
  const mayComment = useMay('contributor') && asOf === null;
  const text = useRef<HTMLDivElement>(null);
  const isWanted = intent?.field === column.name;
  const [isOpen, setOpen] = useState(startsOpen || isWanted);
  useEffect(() => {
    if (isWanted) setOpen(true);
  }, [isWanted]);
  const value = valueAt(item, column.name);
  const isTable = column.field.type === 'rows';
  const isQuotable = mayComment && !isTable && !isOpen && hasValue(item, column);
  const quote = (passage: string): void => setQuote({ itemId: item.id, text: passage });
  const close = (): void => {
    setOpen(false);
    onClosed?.();
  };
  const openByClick = (event: MouseEvent): void => {
    const isOnLink = event.target instanceof Element && event.target.closest('a, button, input, textarea') !== null;
    if (mayEdit && !isTable && !isOnLink && window.getSelection()?.isCollapsed !== false) setOpen(true);
  };
  return (
    <section className="group/prose relative" aria-label={column.label}>
      <h2 className="flex min-h-7 items-center gap-0.5 text-sm font-medium text-muted">
        {column.label}
        <Help column={column} />
        {mayEdit && !isOpen && !isTable && (
          <IconButton
            small
            label={`Edit ${column.label.toLowerCase()}`}
            className={ON_HOVER}
            onClick={() => setOpen(true)}
          >
            <Pencil size={12} />
          </IconButton>
        )}
        {isQuotable && (
          <PassageList text={text} label={column.label.toLowerCase()} className={ON_HOVER} onQuote={quote} />
        )}
      </h2>
      {isOpen && mayEdit && !isTable ? (
        <FieldEditor
          {...column}
          item={item}
          value={value}
          isOpen
          onSave={(next) => save(patchOf(column.name, next))}
          onClose={close}
        />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the pencil beside the name is the keyboard's way.
        // biome-ignore lint/a11y/noStaticElementInteractions: as above.
        <div ref={text} onClick={openByClick} className={mayEdit && !isTable ? 'cursor-text' : undefined}>
          <ProseValue column={column} value={value} startsOpen={isOpen} />
        </div>
      )}
      {isQuotable && <SelectedPassage text={text} onQuote={quote} />}
    </section>
  );
}

interface ProseValueProps {
  readonly column: Column;
  readonly value: unknown;
  readonly startsOpen: boolean;
}

function ProseValue({ column, value, startsOpen }: ProseValueProps): ReactElement {
  const { item, place } = useScene();
  const isEmpty = !hasValue(item, column);
  if (column.field.type === 'rows') return <RowsField column={column} field={column.field} startsOpen={startsOpen} />;
  if (isEmpty) return <p className="text-faint">Empty</p>;
  if (column.field.type === 'longText') return <Markdown text={String(value)} place={place} />;
  if (column.field.type === 'list') {
    return (
      <ul className="list-disc pl-5">
        {listOf(value).map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
    );
  }
  return <p className="max-w-[68ch] text-lg">{String(value)}</p>;
}
