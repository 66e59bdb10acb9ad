"""How the HTML page looks: on a phone, on a screen, on paper."""

#: Colours hold a contrast of 4.5 to 1 on white and on their tints; nothing is told by colour alone.
STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --soft: #545b63; --rule: #c9ced4; --faint: #f3f5f7; --link: #0b4a8f;
  --error: #9b1c1c; --error-tint: #fdf0ef; --warning: #7a4300; --warning-tint: #fff6e6;
  --info: #264f78; --info-tint: #eff5fb; --good: #1c5e38; --good-tint: #eef7f1; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: #fff; overflow-wrap: anywhere;
  font: 1rem/1.75 Sarabun, "Noto Sans Thai", "Leelawadee UI", Thonburi, Tahoma, Loma, Garuda, "TH Sarabun New",
    Laksaman, sans-serif; }
.page { max-width: 62rem; margin: 0 auto; padding: 0 1rem 3rem; }
h1, h2, h3, h4 { line-height: 1.6; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 1.45rem; } h2 { font-size: 1.3rem; }
h3 { font-size: 1.12rem; margin-top: 2.2rem; } h4 { font-size: 1rem; }
p, ul, ol, dl { margin: .4rem 0; } ul, ol { padding-left: 1.4rem; }
a { color: var(--link); text-underline-offset: .25em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
:target { scroll-margin-top: 1rem; }
.fault:target { outline: 3px solid var(--link); outline-offset: 4px; }
.skip { position: absolute; left: -9999px; top: 0; background: #fff; padding: .5rem 1rem; z-index: 9; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); } .small { font-size: .875rem; }
.head { border-bottom: 3px double var(--ink); padding: 1.5rem 0 .8rem; }
.doc { margin-top: 2.5rem; }
article ~ article, .overview ~ article { border-top: 3px double var(--ink); padding-top: 1.5rem; }
.back { margin-top: 2rem; }
.verdict { display: flex; gap: .9rem; align-items: flex-start; margin: 1rem 0; padding: .8rem 1rem;
  border: 1px solid; border-left-width: .5rem; }
.verdict svg { flex: none; width: 2.6rem; height: 2.6rem; margin-top: .2rem; }
.verdict .word { font-size: 1.5rem; font-weight: 700; line-height: 1.6; margin: 0; }
.verdict p { margin: 0; }
.ready { color: var(--good); background: var(--good-tint); }
.ready-with-remarks { color: var(--warning); background: var(--warning-tint); }
.not-ready { color: var(--error); background: var(--error-tint); }
.undecided { color: var(--info); background: var(--info-tint); }
.verdict .why { color: var(--ink); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.2rem, 1fr)); gap: .6rem; margin: 1rem 0; }
.figures div { border: 1px solid var(--rule); padding: .4rem .7rem; display: flex; flex-direction: column-reverse; }
.figures dt { font-size: .875rem; color: var(--soft); } .figures dd { margin: 0; font-size: 1.35rem; font-weight: 700; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .9375rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; min-width: 0; }
.alert { border: 1px solid var(--warning); border-left-width: .5rem; background: var(--warning-tint);
  padding: .5rem 1rem; margin: .8rem 0; }
.alert p { margin: .1rem 0; }
.scroll { overflow-x: auto; border: 1px solid var(--rule); margin: .6rem 0; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.65; overflow-wrap: break-word; }
caption { text-align: left; padding: .3rem .6rem; color: var(--soft); }
th, td { border-bottom: 1px solid var(--rule); padding: .35rem .5rem; text-align: left; vertical-align: top; }
thead th { background: var(--faint); vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 0; }
th:first-child { position: sticky; left: 0; background: #fff; border-right: 1px solid var(--rule); z-index: 1; }
thead th:first-child { background: var(--faint); }
th[scope=row] { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
.due { display: block; font-weight: 400; font-size: .8125rem; color: var(--soft); overflow-wrap: anywhere; }
.documents th:first-child { min-width: 9rem; max-width: 22rem; } .documents td { min-width: 3.2rem; }
.documents td:nth-child(2) { min-width: 6.5rem; } .documents td:last-child { min-width: 8rem; }
.matrix th:first-child { min-width: 8.5rem; max-width: 17rem; } .matrix thead th { min-width: 5.2rem; }
.matrix td { min-width: 5.2rem; }
.matrix .word, .legend b { font-weight: 700; white-space: nowrap; }
.cell-blank, .cell-error { color: var(--error); background: var(--error-tint); }
.cell-warning { color: var(--warning); background: var(--warning-tint); }
.cell-info { color: var(--info); background: var(--info-tint); }
.cell-met { color: var(--good); }
.refs { display: flex; flex-wrap: wrap; gap: 0 .2rem; font-size: .875rem; }
.refs a { min-width: 1.75rem; min-height: 1.75rem; padding: 0 .2rem; text-align: center; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; font-size: .9375rem; }
.group { margin-top: 1.6rem; padding-top: .5rem; border-top: 1px solid var(--ink); }
.faults { list-style: none; padding: 0; margin: 0; }
.fault { padding: .7rem 0 .6rem .9rem; border-left: .35rem solid; margin: .7rem 0; }
.fault.error { border-color: var(--error); }
.fault.warning { border-color: #b26a00; }
.fault.info { border-color: #5b86b3; }
.fault > * { margin: .15rem 0; }
.fault .said { font-weight: 600; }
.fault .no { color: var(--soft); font-weight: 400; }
.tag { font-size: .875rem; font-weight: 700; padding: 0 .45rem; margin-right: .35rem; border: 1px solid;
  white-space: nowrap; }
.tag.error { color: var(--error); } .tag.warning { color: var(--warning); } .tag.info { color: var(--info); }
blockquote { margin: .3rem 0; padding: .25rem .8rem; background: var(--faint); }
mark { color: inherit; background: #ffe9a8; border-bottom: 2px solid #b26a00; }
.fault .do b { color: var(--good); }
.alike { padding-left: 1.2rem; } .alike li { margin: .35rem 0; } .alike p { margin: 0; }
.alike .soft, .alike blockquote { display: inline-block; max-width: 100%; margin: 0 .3rem; padding-block: 0; }
.bases dt { margin-top: .7rem; font-weight: 700; break-after: avoid; } .bases dd { margin: 0; break-inside: avoid; }
.bases .soft { font-weight: 400; font-size: .875rem; }
del { color: var(--error); } ins { color: var(--good); text-decoration: underline; text-underline-offset: .25em; }
.chart { margin: .6rem 0; max-width: 46rem; } .chart svg { display: block; width: 100%; overflow: visible; }
.chart text { font-size: 14px; fill: var(--ink); } .chart .value { font-weight: 700; text-anchor: end; }
.chart .track { fill: #e6e9ed; } .chart .bar { fill: #33658a; } .chart .total { fill: #1d3d57; }
.chart .tick { stroke: #9aa3ad; stroke-width: 1; } .chart .scale { font-size: 12px; fill: var(--soft); }
summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
.foot { margin-top: 3rem; border-top: 3px double var(--ink); padding-top: .6rem; }
@media screen and (min-width: 50rem) { .hint { display: none; } }
@media screen {
  .fold:not([open]) + .folded:not(:has(:target)) { display: none; }
}
@media screen and (max-width: 40rem) {
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .4rem; }
  .matrix { font-size: .8125rem; } .matrix th, .matrix td { padding: .3rem .35rem; }
  .matrix th:first-child { min-width: 6.2rem; max-width: 6.2rem; }
  .matrix thead th, .matrix td { min-width: 4.1rem; }
  .fault { padding-left: .7rem; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm 16mm; }
  body { font-size: 10.5pt; line-height: 1.65; }
  .page { max-width: none; padding: 0 1px; } .head { padding-top: 0; }
  .skip, .back, .hint, .unprinted { display: none; }
  .scroll { overflow: visible; border: 0; } table { font-size: 9pt; border: 1px solid var(--rule); }
  th:first-child { position: static; }
  .matrix thead th, .matrix td { min-width: 0; } .matrix th:first-child { min-width: 0; max-width: 45mm; }
  thead { display: table-header-group; }
  tr, .verdict, .figures, .alert, .chart, .legend, .fault { break-inside: avoid; } .fault { margin: .4rem 0; }
  .alike li:first-child, .bases dd { break-before: avoid; }
  .alike { break-inside: auto; } .fault:has(.alike) { break-inside: auto; } .alike li { break-inside: avoid; }
  h2, h3, h4, .fault .said, summary { break-after: avoid; }
  article ~ article, .overview ~ article { break-before: page; border-top: 0; padding-top: 0; margin-top: 0; }
  a { color: inherit; text-decoration: none; }
  .fault:target { outline: 0; }
}
"""
