"""How a list looks in a browser and on paper, and the script that lets ticks be saved."""

#: A box's tick is no part of the page until it is an attribute, and browsers that save “HTML only” save the page as it
#: came: so a button hands out the page as it is now.
SCRIPT = """
"use strict";
let dirty = false;
const button = document.getElementById("save");
document.addEventListener("change", (event) => {
  if (event.target.dataset.key) event.target.toggleAttribute("checked", event.target.checked);
});
document.addEventListener("input", () => { dirty = true; });
addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
button.addEventListener("click", () => {
  const page = document.documentElement.cloneNode(true);
  page.querySelector("#save").hidden = true;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["<!DOCTYPE html>\\n", page.outerHTML, "\\n"], { type: "text/html" }));
  link.download = decodeURIComponent(location.pathname.split("/").pop()) || "checklist.html";
  link.click();
  dirty = false;
});
button.hidden = false;
"""

STYLE = """
:root { color-scheme: light; }
body {
  margin: 0 auto; max-width: 52rem; padding: 1rem; background: #fff; color: #1a1a1a; line-height: 1.7;
  font-family: Sarabun, "TH Sarabun New", "Noto Sans Thai", "Leelawadee UI", Tahoma, Loma, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.5; break-after: avoid; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.3rem; border-bottom: 2px solid #1f3864; color: #1f3864; margin-top: 2.5rem; }
h2 small { font-size: 1rem; font-weight: normal; white-space: nowrap; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
table { border-collapse: collapse; width: calc(100% - 2px); }
th, td { border: 1px solid #777; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th:not(:first-child), td:not(:first-child) { width: 8rem; overflow-wrap: normal; }
ul { padding: 0; list-style: none; }
.plain { padding-left: 1.2rem; list-style: disc; }
.item { border: 1px solid #777; border-radius: 4px; padding: .4rem .7rem; margin: .5rem 0; break-inside: avoid; }
.head { display: grid; grid-template-columns: 1.6rem 1fr; gap: .4rem; }
.head input { width: 1.25rem; height: 1.25rem; margin: .25rem 0 0; }
.error { color: #9c0006; }
.warning { color: #7a4a00; }
.info { color: #1f4e79; }
.code, .still { white-space: nowrap; }
.still { background: #fff2cc; border: 1px solid #7a4a00; padding: 0 .3rem; }
dl, .remark { margin: .2rem 0 0 2rem; display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 .7rem; }
dt, .label { color: #444; }
dd { margin: 0; }
.remark div { border-bottom: 1px dotted #444; min-height: 1.7em; white-space: pre-wrap; }
.note { color: #444; margin: .4rem 0; }
button { font: inherit; padding: .3rem 1rem; }
:focus-visible { outline: 3px solid #1f4e79; outline-offset: 2px; }
@page { size: A4; margin: 15mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.55; }
  h2 { margin-top: 0; }
  .screen { display: none; }
  .unit + .unit, .solved { break-before: page; }
}
@media (max-width: 30rem) {
  th:not(:first-child), td:not(:first-child) { width: 4.8rem; }
  table { font-size: .85rem; }
  dl, .remark { margin-left: 0; grid-template-columns: 1fr; }
  dt, .label { margin-top: .3rem; }
}
"""
