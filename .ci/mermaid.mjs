// Reads flowcharts with Mermaid's own parser, and prints what is in each: a line of JSON for each
// file, with the texts of boxes, arrows and frames.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ securityLevel: 'strict' });

// Mermaid keeps numbered characters in a form of its own until it draws.
const plain = (text) => (text ?? '').replace(/ﬂ°°(\d+)¶ß/g, (_, number) => String.fromCodePoint(Number(number)));

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const boxes = Array.from(db.getVertices().values(), (box) => [box.id, plain(box.text)]);
  const arrows = db.getEdges().map((arrow) => [arrow.start, arrow.end, plain(arrow.text)]);
  const frames = db.getSubGraphs().map((frame) => [plain(frame.title), frame.nodes.length]);
  console.log(JSON.stringify({ boxes, arrows, frames }));
}
