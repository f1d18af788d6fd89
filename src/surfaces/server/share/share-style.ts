/** The look of shared pages: paper and ink and the fonts of everywhere else; what is long to read stands in the serif. */
export const SHARE_STYLE = `:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1c1a17; --quiet: #5b564e; --line: #e5e1d8; --mark: #2456b8; --amber: #8a5000; --amber-soft: #fbf0db; }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --ink: #ece8e1; --quiet: #b0a99e; --line: #2e2b27; --mark: #93b3f5; --amber: #e9b04b; --amber-soft: #33270f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 'Source Sans 3 Variable', system-ui, sans-serif; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 20px; overflow-wrap: anywhere; }
header { padding-top: 24px; font-size: 14px; font-weight: 600; }
main { padding-bottom: 48px; }
footer { padding-top: 16px; padding-bottom: 40px; border-top: 1px solid var(--line); font-size: 13px; color: var(--quiet); }
h1 { margin: 0 0 20px; font-size: 28px; line-height: 1.25; text-wrap: balance; }
main > h1:first-child { margin-top: 48px; }
h2 { margin: 28px 0 4px; font-size: 14px; color: var(--quiet); }
h3 { margin: 20px 0 4px; font-size: 16px; }
p, ul { margin: 0 0 12px; }
ul { padding-left: 20px; }
a { color: var(--mark); }
.kind { margin: 32px 0 4px; color: var(--quiet); }
section > p, section > ul:not(.links), section > ol, section > blockquote { font: 17px/1.6 'Source Serif 4 Variable', Georgia, serif; }
dl { margin: 0; border-top: 1px solid var(--line); }
dl div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 12px; padding: 6px 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; }
dd ul { margin: 0; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: var(--quiet); font-weight: 600; }
th, td { overflow-wrap: break-word; }
.figure { text-align: right; white-space: nowrap; }
.day { white-space: nowrap; }
.wide { overflow-x: auto; }
.wide th[scope="row"] { min-width: 14rem; font-weight: 500; }
.links { list-style: none; padding: 0; }
.links li { padding: 4px 0; border-bottom: 1px solid var(--line); }
h3.words { margin: 12px 0 0; font-size: 14px; font-weight: 400; color: var(--quiet); }
.out { padding: 0 6px; border-radius: 4px; background: var(--amber-soft); color: var(--amber); font-size: 13px; font-weight: 600; }
@media (max-width: 30rem) { th, td { padding-right: 10px; } dl div { grid-template-columns: 1fr; gap: 0; } }
`;
