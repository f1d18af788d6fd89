/** How this browser shows things: theme, density, keys, presence, language and time zone. */
import type { ReactElement, ReactNode } from 'react';
import { day, decimal, moment, money } from '../format/format.ts';
import { setPreference, type Theme, usePreference } from '../preference/preference.ts';
import { Picker } from '../primitive/picker.tsx';
import { Select } from '../primitive/select.tsx';
import { Switch } from '../primitive/switch.tsx';
import { SettingsSection } from './settings-parts.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies readonly { readonly value: Theme; readonly label: string }[];

const LOCALES = [
  'en-GB',
  'en-US',
  'de-DE',
  'de-CH',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'tr-TR',
  'uk-UA',
  'zh-CN',
];
const AS_BROWSER = '';

export default function AppearanceSection(): ReactElement {
  const { theme, compact, keys, isSeen, locale, timeZone } = usePreference();
  const languageName = new Intl.DisplayNames(undefined, { type: 'language' });
  const locales = [
    { value: AS_BROWSER, label: 'As the browser' },
    ...LOCALES.map((value) => ({ value, label: languageName.of(value) ?? value })),
  ];
  const zones = [
    { value: AS_BROWSER, label: 'As the browser' },
    ...Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })),
  ];
  const example = `${day('2026-06-01')}, ${moment('2026-06-01T13:00:00Z')}, ${decimal(1234.5)}, ${money({ amount: 1200, currency: 'EUR' })}`;
  return (
    <SettingsSection title="Appearance" lead="These hold for this browser and take effect at once.">
      <div className="flex max-w-md flex-col gap-4">
        <Field label="Theme">
          <Select
            label="Theme"
            options={THEMES}
            value={theme}
            onChange={(next) => setPreference({ theme: next })}
            className="w-60"
          />
        </Field>
        <Field label="Dates and numbers">
          <Select
            label="Dates and numbers"
            options={locales}
            value={locale ?? AS_BROWSER}
            onChange={(next) => setPreference({ locale: next === AS_BROWSER ? null : next })}
            className="w-60"
          />
        </Field>
        <Field label="Time zone">
          <Picker
            label="Time zone"
            options={zones}
            value={timeZone ?? AS_BROWSER}
            onChange={(next) => setPreference({ timeZone: next === null || next === AS_BROWSER ? null : next })}
            trigger={
              <button
                type="button"
                aria-label={`Time zone: ${timeZone ?? 'as the browser'}`}
                className="h-8 w-60 rounded-md border border-line-strong bg-raised px-2 text-left"
              >
                {timeZone ?? 'As the browser'}
              </button>
            }
          />
        </Field>
        <p className="text-sm text-muted">For example: {example}</p>
        <Switch
          label="Compact rows"
          detail="28 pixels instead of 32."
          checked={compact}
          onChange={(next) => setPreference({ compact: next })}
        />
        <Switch
          label="Single-letter keys"
          detail="C to create, J and K to move, and so on. Never while you type."
          checked={keys}
          onChange={(next) => setPreference({ keys: next })}
        />
        <Switch
          label="Show where I am"
          detail="Whoever looks at the same item or list sees your initials beside its name, and you see theirs. Off, neither is told."
          checked={isSeen}
          onChange={(next) => setPreference({ isSeen: next })}
        />
      </div>
    </SettingsSection>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <span className="font-medium">{label}</span>
      {children}
    </div>
  );
}
