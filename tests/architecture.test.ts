import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each layer may import of ours. Everything else is an arrow in the wrong direction. */
const allowed: Record<string, readonly string[]> = {
  domain: ['domain'],
  i18n: ['i18n', 'domain'],
  speech: ['speech', 'domain'],
  audio: ['audio', 'speech', 'domain'],
  export: ['export', 'i18n', 'domain'],
  server: ['server', 'offline', 'export', 'audio', 'speech', 'i18n', 'domain'],
  /** What a browser keeps, for pages and their workers. */
  offline: ['offline', 'domain'],
  desk: ['desk', 'offline', 'export', 'audio', 'speech', 'i18n', 'domain'],
  components: ['components', 'offline', 'desk', 'i18n', 'domain', 'server:types'],
  routes: ['components', 'desk', 'styles', 'server', 'export', 'i18n', 'domain', 'params'],
  params: ['domain'],
  cli: ['server', 'export', 'audio', 'speech', 'i18n', 'domain']
};

const layerOf = (file: string): string | undefined =>
  /^src\/lib\/([a-z0-9-]+)\//.exec(file)?.[1] ?? /^src\/(routes|cli|params)\//.exec(file)?.[1];

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((file) => /\.(ts|svelte|js|mjs)$/.test(file) && statSync(file).isFile());

interface Import {
  from: string;
  target: string;
  typeOnly: boolean;
}

/** Static and dynamic imports of a file, ours and foreign. */
function importsOf(file: string, source: string): Import[] {
  const pattern =
    /\bimport\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\bexport\s+[^'"();]*?\sfrom\s+['"]([^'"]+)['"]/g;
  return [...source.matchAll(pattern)].map((match) => ({
    from: file,
    target: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined
  }));
}

function targetFile({ from, target }: Import): string | undefined {
  if (target.startsWith('#lib/')) return `src/lib/${target.slice(5)}`;
  if (target.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), target));
  return undefined;
}

/** What is wrong with an import; undefined when nothing is. */
export function faultOf(one: Import): string | undefined {
  const layer = layerOf(one.from);
  if (!layer) return undefined;
  const inKit = ['routes', 'components', 'desk'].includes(layer);
  if (/^\$(app|env|lib)|^@sveltejs\/kit/.test(one.target) && !inKit) return `${one.from} importa ${one.target}`;
  if (
    /^node:|^@google-cloud/.test(one.target) &&
    ['domain', 'export', 'i18n', 'offline', 'desk', 'components'].includes(layer)
  )
    return `${one.from} importa ${one.target}: esa capa no toca el disco ni la red`;
  const file = targetFile(one);
  const goal = file === undefined ? undefined : layerOf(file);
  if (goal === undefined || goal === layer) return undefined;
  const may = allowed[layer] ?? [];
  if (may.includes(goal) || (one.typeOnly && may.includes(`${goal}:types`))) return undefined;
  return `${one.from} importa ${file} (${layer} → ${goal})`;
}

describe('architecture', () => {
  const files = sourceFiles('src');

  it('lets imports go one way', () => {
    const faults = files.flatMap((file) =>
      importsOf(file, readFileSync(file, 'utf8')).flatMap((one) => faultOf(one) ?? [])
    );
    expect(faults).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it('sees an arrow in the wrong direction', () => {
    const planted = `import { readFile } from 'node:fs/promises';\nimport { toTxt } from '#lib/export/txt.ts';\nimport x from '../server/library.ts';`;
    const faults = importsOf('src/lib/domain/planted.ts', planted).map(faultOf);
    expect(faults.filter((fault) => fault !== undefined)).toHaveLength(3);
    expect(faultOf({ from: 'src/lib/server/x.ts', target: '$app/paths', typeOnly: false })).toContain('$app/paths');
  });

  it('names every layer it knows', () => {
    const layers = new Set(files.map(layerOf).filter((layer) => layer !== undefined));
    for (const layer of layers) if (!['styles'].includes(layer)) expect(Object.keys(allowed)).toContain(layer);
  });
});
