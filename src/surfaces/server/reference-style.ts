/** The reference's look: paper and ink, as everywhere; system fonts, since the page may be read before anything is built. */
export const REFERENCE_STYLE = `:root { color-scheme: light dark; --paper: #fdfcfa; --ink: #1f1d1a; --quiet: #6b665e; --line: #e4dfd6; --mark: #2f5fae; }
@media (prefers-color-scheme: dark) { :root { --paper: #171614; --ink: #ece8e1; --quiet: #a39c91; --line: #35322d; --mark: #8db4f2; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 220px minmax(0, 1fr); background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 24px 16px; border-right: 1px solid var(--line); }
nav ul, .errors { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 4px 0; color: var(--ink); text-decoration: none; }
nav a:hover { color: var(--mark); }
.brand { margin: 0 0 12px; font-weight: 600; }
main { max-width: 76ch; padding: 24px 32px 96px; }
h1 { font-size: 28px; line-height: 1.2; }
h2 { margin: 48px 0 8px; font-size: 20px; }
a { color: var(--mark); }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow: auto; padding: 12px; border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.rules { display: grid; grid-template-columns: 12ch minmax(0, 1fr); gap: 8px 16px; }
.rules dt { font-weight: 600; }
.rules dd { margin: 0; }
details { border-top: 1px solid var(--line); }
summary { padding: 8px 0; cursor: pointer; overflow-wrap: anywhere; }
summary span { color: var(--quiet); }
.method { display: inline-block; min-width: 7ch; font-weight: 600; }
.may { color: var(--quiet); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
@media (max-width: 720px) { body { display: block; } nav { position: static; height: auto; border-right: 0; } main { padding: 16px; } .rules { grid-template-columns: 1fr; } }
`;
