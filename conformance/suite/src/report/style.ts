/** How a report looks: quiet, light or dark as the reader has it, good on a phone and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1d2321;--soft:#55605b;--line:#d8ddda;--page:#fdfdfb;--panel:#f1f4f1;--good:#1a6e55;--bad:#9b2c2c;--mid:#6b5d10}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebe8;--soft:#a3ada8;--line:#333b37;--page:#141816;--panel:#1d2421;--good:#6fc7a8;--bad:#f09a9a;--mid:#d9c66b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"DejaVu Sans",sans-serif}
main{max-width:54rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
h2{display:inline;font-size:1.1rem}
code,pre{font:13px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
pre{overflow-x:auto;white-space:pre;background:var(--panel);padding:.6rem .8rem;border-radius:6px}
.result{font-size:1.15rem;font-weight:600;border-left:4px solid var(--mid);padding:.2rem 0 .2rem .8rem}
.result.certified{border-color:var(--good)}.result.failed,.result.harness_error{border-color:var(--bad)}
ul{list-style:none;padding:0;margin:0}
.counts{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;margin:1rem 0}
.counts .fail b,.counts .harness_error b,.counts .not_testable b{color:var(--bad)}.counts .pass b{color:var(--good)}.counts .advisory b{color:var(--mid)}
dl{margin:.6rem 0}dl>div{display:grid;grid-template-columns:6rem 1fr;gap:.6rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.8rem 0}
summary{cursor:pointer}
.requirements>li{padding:.7rem 0;border-top:1px solid var(--line)}
.requirements p{margin:.2rem 0}
.finding{margin:.5rem 0;padding-left:.8rem;border-left:3px solid var(--bad)}
.cause{color:var(--bad)}.checks{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:30rem){dl>div{grid-template-columns:1fr;gap:0}}
@media print{details>*{display:block}pre{white-space:pre-wrap}}
`;
