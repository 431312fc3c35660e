import { parseArgs } from 'node:util';
import { languageCodes } from '#lib/domain/language.ts';
import { reviewState } from '#lib/domain/review.ts';
import { readLibrary } from '#lib/server/library.ts';
import { approveText, stampTranslation } from '#lib/server/review.ts';

const usage = `npm run review                                       qué textos hay y en qué estado
npm run review -- stamp [item …]                      anota de qué texto en castellano sale cada texto en quechua
npm run review -- approve item es|quz --by NOMBRE --on AAAA-MM-DD    anota que esa persona revisó estas palabras
Opción: --content CARPETA`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    content: { type: 'string', default: 'content' },
    by: { type: 'string' },
    on: { type: 'string' },
    help: { type: 'boolean' }
  }
});
const [command = 'list', ...names] = positionals;
const { library } = await readLibrary(values.content);
if (!library) {
  console.error('La biblioteca no se puede leer. Ejecute: npm run check');
  process.exit(1);
}

if (values.help) console.log(usage);
else if (command === 'list') {
  for (const item of library.items) {
    const states = languageCodes.map((code) => {
      const text = item.texts[code];
      return `${code} ${text ? reviewState(text.review, text.hash) : 'falta'}`;
    });
    console.log(`${item.kind.padEnd(7)} ${item.slug.padEnd(26)} ${states.join('   ')}`);
  }
} else if (command === 'stamp') {
  for (const item of library.items.filter(({ slug }) => names.length === 0 || names.includes(slug))) {
    const { es, quz } = item.texts;
    if (es && quz && quz.translatedFrom !== es.hash) {
      await stampTranslation(values.content, quz, es.hash);
      console.log(`${quz.file}: translatedFrom ${es.hash}`);
    }
  }
} else if (command === 'approve') {
  const [slug, code] = names;
  const text = library.items.find((item) => item.slug === slug)?.texts[code as 'es'];
  if (!text || !values.by || !/^\d{4}-\d{2}-\d{2}$/.test(values.on ?? '')) {
    console.error(usage);
    process.exit(2);
  }
  await approveText(values.content, text, { by: values.by, on: values.on ?? '' });
  console.log(`${text.file}: revisado por ${values.by}`);
} else {
  console.error(usage);
  process.exit(2);
}
