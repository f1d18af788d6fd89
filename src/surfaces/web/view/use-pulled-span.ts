/** The days an item is pulled to: drawn while a pointer or keys pull them, saved once they are let go. */
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { AnyItem, Kind } from '../../../line/index.ts';
import { useCommits } from '../workspace/hooks.ts';
import { daysPatch, type Grip, pulled, type Span } from './span.ts';

export interface PulledSpanOptions {
  readonly kind: Kind;
  readonly item: AnyItem;
  readonly span: Span;
  readonly pixelsPerDay: number;
  readonly mayPull: boolean;
}

export interface PulledSpan {
  /** The days while they are being pulled, and until the item has them. */
  readonly draft: Span | null;
  /** Whether the pointer that was let go last has pulled: then its click is none. */
  readonly hasPulled: () => boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onKeyUp: (event: KeyboardEvent) => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
}

interface Pull {
  readonly grip: Grip;
  readonly fromX: number;
}

/** How much of a bar at each end makes it longer instead of moving it. */
export const END_PIXELS = 7;
/** A hand is never quite still. */
const STILL_PIXELS = 3;
const DAYS_BY_KEY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function usePulledSpan({ kind, item, span, pixelsPerDay, mayPull }: PulledSpanOptions): PulledSpan {
  const draft = useDraft(kind, item);
  const pull = useRef<Pull | null>(null);
  const hasPulled = useRef(false);
  const letBe = (): void => {
    pull.current = null;
    draft.show(null);
  };
  return {
    draft: draft.shown,
    hasPulled: () => hasPulled.current,
    handlers: {
      onPointerDown: (event) => {
        hasPulled.current = false;
        if (!mayPull || draft.isSaving() || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pull.current = { grip: gripAt(event, span), fromX: event.clientX };
      },
      onPointerMove: (event) => {
        if (pull.current === null) return;
        const { grip, fromX } = pull.current;
        const way = event.clientX - fromX;
        hasPulled.current ||= Math.abs(way) > STILL_PIXELS;
        if (hasPulled.current) draft.show(pulled(span, grip, Math.round(way / pixelsPerDay)));
      },
      onPointerUp: () => {
        if (pull.current === null) return;
        pull.current = null;
        void draft.save();
      },
      onPointerCancel: letBe,
      onKeyDown: (event) => {
        if (event.key === 'Escape' && draft.latest() !== null) {
          event.stopPropagation();
          letBe();
        }
        const days = DAYS_BY_KEY[event.key];
        if (!mayPull || draft.isSaving() || !event.altKey || days === undefined) return;
        event.preventDefault();
        draft.show(pulled(draft.latest() ?? span, event.shiftKey ? 'end' : 'bar', days));
      },
      onKeyUp: (event) => {
        if (event.key === 'Alt' && pull.current === null) void draft.save();
      },
      onBlur: () => {
        if (pull.current === null) void draft.save();
      },
    },
  };
}

interface Draft {
  readonly shown: Span | null;
  /** A hand is faster than a redraw: what is let go is what was pulled last, drawn or not. */
  readonly latest: () => Span | null;
  readonly show: (next: Span | null) => void;
  readonly isSaving: () => boolean;
  readonly save: () => Promise<void>;
}

function useDraft(kind: Kind, item: AnyItem): Draft {
  const commits = useCommits();
  const [shown, setShown] = useState<Span | null>(null);
  const latest = useRef<Span | null>(null);
  const isSaving = useRef(false);
  const show = (next: Span | null): void => {
    latest.current = next;
    setShown(next);
  };
  return {
    shown,
    latest: () => latest.current,
    show,
    isSaving: () => isSaving.current,
    save: async () => {
      // The question before a change takes the focus away, which would ask a second time.
      if (latest.current === null || isSaving.current) return;
      isSaving.current = true;
      const patch = daysPatch(kind, item, latest.current);
      if (Object.keys(patch).length > 0) await commits.update(item, patch);
      isSaving.current = false;
      show(null);
    },
  };
}

function gripAt(event: PointerEvent<HTMLElement>, span: Span): Grip {
  const { left, right, width } = event.currentTarget.getBoundingClientRect();
  if (span.start === span.end || width < END_PIXELS * 4) return 'bar';
  if (event.clientX - left <= END_PIXELS) return 'start';
  return right - event.clientX <= END_PIXELS ? 'end' : 'bar';
}
