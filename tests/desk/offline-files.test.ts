import { describe, expect, it } from 'vitest';
import { deskScopes, isDeskAddress, strangersIn, workersIn } from '#lib/desk/offline-files.ts';

describe('what a desk keeps for work without a network', () => {
  it('rules over the desk only', () => {
    expect(deskScopes).toEqual(['/es/mesa/', '/quz/mesa/']);
  });

  it.each([
    ['/es/mesa/', true],
    ['/quz/mesa/guion/', true],
    ['/es/radio/la-llamada.json', true],
    ['/quz/conducir/para-todos.json', true],
    ['/es/mesa/guion/__data.json', false],
    ['/es/radio/__data.json', false],
    ['/es/radio/la-llamada/', false],
    ['/es/radio/la-llamada.docx', false],
    ['/es/familia/revisar-un-trabajo/', false],
    ['/es/mesada/', false]
  ])('%s: %s', (path, kept) => {
    expect(isDeskAddress(path)).toBe(kept);
  });

  it('knows a page of another version by a file it does not know', () => {
    const known = new Set(['/_app/immutable/entry/start.AAA.js', '/_app/immutable/assets/0.BBB.css']);
    const page = '<link href="../../_app/immutable/assets/0.BBB.css"><script>import("../../_app/immutable/entry/start.';
    expect(strangersIn(`${page}AAA.js")</script>`, known)).toEqual([]);
    expect(strangersIn(`${page}ZZZ.js")</script>`, known)).toEqual(['/_app/immutable/entry/start.ZZZ.js']);
  });

  it('finds the workers that a script starts', () => {
    const script = 'new Worker(new URL(`../workers/mixer-B-tl_rxT.js`,import.meta.url)),"/_app/immutable/workers/"';
    expect(workersIn(script)).toEqual(['/_app/immutable/workers/mixer-B-tl_rxT.js']);
  });
});
