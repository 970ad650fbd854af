/** The page's style: light and dark, phone and print. */
export const style = `
:root { color-scheme: light dark; --paper: #fdfdfc; --panel: #f3f5f6; --ink: #1b242d; --soft: #53606c; --rule: #d5dbe0;
  --plain: #2b6cb0; --gain: #2f7d5b; --loss: #b3502a; --other: #8593a0; --mark: #1b242d; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14191e; --panel: #1d242b; --ink: #e6ebef; --soft: #a7b3bd; --rule: #36414b;
    --plain: #6aa9ea; --gain: #5dbb92; --loss: #e58b63; --other: #71808d; --mark: #e6ebef; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .8rem; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .5rem; }
p, ul { max-width: 44rem; margin: 0 0 .9rem; }
.kind { color: var(--soft); margin: 0 0 .4rem; font-size: .9rem; }
section { margin-top: 2.6rem; padding-top: 1.3rem; border-top: 1px solid var(--rule); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; max-width: none; margin: 1.2rem 0 0; font-size: .92rem; }
a { color: var(--plain); }
code { font: .92em ui-monospace, Consolas, monospace; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .7rem; margin: 1.1rem 0 0; }
.tiles > div { background: var(--panel); border-radius: .4rem; padding: .75rem .9rem; }
.tiles dt { color: var(--soft); font-size: .88rem; }
.tiles dd { margin: 0; font-size: .85rem; line-height: 1.4; color: var(--soft); }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.35; color: var(--ink); font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 1rem; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; font-size: .88rem; }
th { text-align: left; font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; }
th, td { padding: .28rem .6rem .28rem 0; vertical-align: top; }
tbody tr { border-top: 1px solid var(--rule); }
.figure { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: .6rem; }
td.figure code { white-space: normal; }
.chart { table-layout: fixed; }
.chart tbody tr { border-top: 0; }
.chart th:first-child { width: 33%; }
.chart td:nth-child(3), .chart th:nth-child(3) { width: 22%; overflow-wrap: normal; }
.chart th, .chart td { vertical-align: middle; }
.plot svg { display: block; overflow: visible; }
.plain { fill: var(--plain); } .gain { fill: var(--gain); } .loss { fill: var(--loss); } .other { fill: var(--other); }
.zero { stroke: var(--soft); stroke-width: 1; }
.whisker { stroke: var(--ink); stroke-width: 1.5; }
.curve { max-width: 34rem; }
.curve svg { width: 100%; height: auto; display: block; }
.grid { stroke: var(--rule); } .tick { fill: var(--soft); font-size: 11px; }
.line-0, .line-1 { fill: none; stroke-width: 2; } .line-0 { stroke: var(--plain); } .line-1 { stroke: var(--gain); }
.dot-0 { fill: var(--plain); } .dot-1 { fill: var(--gain); } .mark { stroke: var(--mark); stroke-dasharray: 3 3; }
.keys { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .88rem; }
.keys li::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .45em; border-radius: 50%; background: var(--plain); }
.keys .key-1::before { background: var(--gain); border-radius: 0; }
.wide { overflow-x: auto; }
.panel { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; align-items: start; }
.panel .tiles { grid-template-columns: 1fr 1fr; margin: 0; }
.slider { display: grid; grid-template-columns: 1fr auto; gap: .1rem .8rem; margin: 0 0 .8rem; }
.slider output { font-weight: 600; font-variant-numeric: tabular-nums; text-align: right; }
.slider input { grid-column: 1 / -1; width: 100%; min-height: 1.8rem; accent-color: var(--plain); margin: 0; }
button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--other); border-radius: .35rem; padding: .35rem .9rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--plain); outline-offset: 2px; }
summary { cursor: pointer; color: var(--plain); padding: .25rem 0; }
@media (max-width: 40rem) {
  .panel { grid-template-columns: 1fr; }
  .tiles { grid-template-columns: 1fr 1fr; gap: .5rem; }
  .tiles strong { font-size: 1.2rem; }
  .chart th:first-child { width: 38%; } .chart td:nth-child(3), .chart th:nth-child(3) { width: 30%; }
}
@media print {
  :root { --paper: #fff; --panel: #f3f5f6; --ink: #000; --soft: #444; --rule: #ccc; --plain: #2b6cb0; --gain: #2f7d5b; --loss: #b3502a; --other: #8593a0; --mark: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, #sliders, noscript { display: none; }
  section { break-inside: avoid-page; margin-top: 1.2rem; }
  .wide { overflow: visible; }
  * { print-color-adjust: exact; }
}
`;
