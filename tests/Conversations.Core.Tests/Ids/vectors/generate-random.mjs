// Regenerates one-on-one-random.json: node generate-random.mjs > one-on-one-random.json
// The generator has a fixed seed, so the pairs stay the same. Node computes the ids.
import { createHash } from 'node:crypto';

let state = 20260101;
const next = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const kinds = [
  () => 0x20 + next(0x5f),
  () => 0x20 + next(0x5f),
  () => next(0x20),
  () => [0x22, 0x5c, 0x2f, 0x7f, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff][next(9)],
  () => 0x80 + next(0xd780),
  () => 0xe000 + next(0x2000),
  () => 0xd800 + next(0x400),
  () => 0xdc00 + next(0x400),
];
const text = (max) =>
  String.fromCharCode(...Array.from({ length: next(max + 1) }, () => kinds[next(kinds.length)]()));
const ascii = (value) =>
  JSON.stringify(value).replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));

const lines = [];
for (let i = 0; i < 200; i++) {
  const max = i < 180 ? 12 : 700;
  const a = text(max);
  const b = i % 20 === 7 ? a : i % 20 === 13 ? a + text(3) : text(max);
  const id = createHash('sha1').update(JSON.stringify([a, b].sort())).digest('hex').slice(0, 20);
  lines.push(`  {"a": ${ascii(a)}, "b": ${ascii(b)}, "id": "${id}"}`);
}
console.log(`[\n${lines.join(',\n')}\n]`);
