import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { blanksSchema } from '#lib/domain/blank.ts';
import { castingSchema } from '#lib/domain/casting-file.ts';
import type { EntryPlaces } from '#lib/domain/check/rule.ts';
import { contactsSchema } from '#lib/domain/contact.ts';
import { findingsSchema, studySchema } from '#lib/domain/evidence.ts';
import { curriculumSchema } from '#lib/domain/curriculum.ts';
import type { Drawing } from '#lib/domain/drawing.ts';
import { factsSchema, type Fact } from '#lib/domain/fact.ts';
import { glossarySchema } from '#lib/domain/glossary.ts';
import { startOf, type Issue } from '#lib/domain/issue.ts';
import { frontMatterSchema, itemSchema, type Item, type ItemText } from '#lib/domain/item.ts';
import { kindFolders, kinds, type Kind } from '#lib/domain/kind.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { sectionsSchema } from '#lib/domain/lesson.ts';
import { kitSectionsSchema } from '#lib/domain/kit.ts';
import { createLibrary, type Library } from '#lib/domain/library.ts';
import { loansSchema } from '#lib/domain/loans.ts';
import { parseYaml } from '#lib/domain/parse.ts';
import { pricesSchema } from '#lib/domain/prices.ts';
import { recommendationsSchema } from '#lib/domain/recommendation.ts';
import { id } from '#lib/domain/schema.ts';
import { seriesSchema, type Series } from '#lib/domain/series.ts';
import { soundsSchema } from '#lib/domain/sound.ts';
import { ageWordsSchema, wordingSchema, type WordingRule } from '#lib/domain/wording.ts';
import { compileText } from './markdown.ts';
import { createReader, type Reader, type ReadOptions } from './reader.ts';

export interface ReadLibrary {
  /** Undefined when a file the rest stands on cannot be read. */
  library: Library | undefined;
  /** Where each entry of the registry and each item stands, so that a rule can point at it. */
  places: EntryPlaces;
  issues: Issue[];
}

/**
 * The whole of content/ below `root`, parsed, with every problem of its files. One broken item never hides the others:
 * it is reported and left out. File names in issues are relative to the folder above `root`.
 */
export async function readLibrary(root: string, options: ReadOptions = {}): Promise<ReadLibrary> {
  const reader = createReader(root, options);
  const parts = { ...(await readRegistry(reader)), items: await readItems(reader) };
  const library = isComplete(parts) ? createLibrary(parts) : undefined;
  return { library, places: reader.places, issues: reader.issues };
}

async function readRegistry(reader: Reader) {
  const study = await reader.yaml('evidence/study.yaml', studySchema);
  const findings = await reader.yaml('evidence/findings.yaml', findingsSchema);
  findings.value?.groups.forEach((group, g) =>
    group.findings.forEach((finding, f) =>
      reader.place(`finding:${finding.id}`, findings, ['groups', g, 'findings', f])
    )
  );
  const recommendations = await reader.yaml('recommendations.yaml', recommendationsSchema);
  const contacts = await reader.yaml('contacts.yaml', contactsSchema);
  const glossary = await reader.yaml('glossary.yaml', glossarySchema);
  const ageWords = await reader.yaml('wording/ages.yaml', ageWordsSchema);
  const blanks = await reader.yaml('blanks.yaml', blanksSchema);
  const casting = await reader.yaml('casting.yaml', castingSchema);
  reader.place('casting', casting, []);
  reader.register('recommendation', recommendations);
  reader.register('contact', contacts);
  reader.register('term', glossary);
  reader.register('blank', blanks);
  reader.register('wording:ages', ageWords);
  return {
    study: study.value,
    groups: findings.value?.groups,
    recommendations: recommendations.value,
    facts: await readFacts(reader),
    contacts: contacts.value,
    glossary: glossary.value,
    wording: await readWording(reader),
    ageWords: ageWords.value,
    loans: (await reader.yaml('wording/loans.yaml', loansSchema)).value,
    sounds: (await reader.yaml('sounds.yaml', soundsSchema)).value,
    casting: casting.value,
    prices: (await reader.yaml('prices.yaml', pricesSchema)).value,
    blanks: blanks.value,
    curriculum: (await reader.yaml('curriculum.yaml', curriculumSchema)).value,
    sections: (await reader.yaml('sections.yaml', sectionsSchema)).value,
    kitSections: (await reader.yaml('kit-sections.yaml', kitSectionsSchema)).value,
    series: await readSeries(reader),
    drawings: await readDrawings(reader)
  };
}

/** Undefined when one of its files cannot be read: every link to its facts would seem wrong. */
async function readFacts(reader: Reader): Promise<Fact[] | undefined> {
  const topics: (Fact[] | undefined)[] = [];
  for (const name of await reader.list('facts', '.yaml')) {
    const parsed = await reader.yaml(`facts/${name}`, factsSchema);
    reader.register('fact', parsed);
    topics.push(parsed.value?.map((fact) => ({ ...fact, topic: name.replace(/\.yaml$/, '') })));
  }
  return topics.every((topic) => topic !== undefined) ? topics.flat() : undefined;
}

/** A serial that cannot be read is reported; its episodes then say that it is not there. */
async function readSeries(reader: Reader): Promise<Series[]> {
  const series: Series[] = [];
  for (const name of await reader.list('series', '.yaml')) {
    const parsed = await reader.yaml(`series/${name}`, seriesSchema);
    const id = name.replace(/\.yaml$/, '');
    reader.place(`series:${id}`, parsed, []);
    if (parsed.value) series.push({ ...parsed.value, id });
  }
  return series;
}

async function readDrawings(reader: Reader): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const name of await reader.list('drawings', '.svg')) {
    const svg = await reader.text(`drawings/${name}`);
    if (svg !== undefined)
      drawings.push({ id: name.replace(/\.svg$/, ''), file: reader.name(`drawings/${name}`), svg: svg.trim() });
  }
  return drawings;
}

async function readWording(reader: Reader): Promise<Library['wording'] | undefined> {
  const wording: Partial<Record<LanguageCode, WordingRule[]>> = {};
  for (const code of languageCodes) {
    const parsed = await reader.yaml(`wording/${code}.yaml`, wordingSchema);
    reader.register(`wording:${code}`, parsed);
    if (parsed.value) wording[code] = parsed.value;
  }
  const { es, quz } = wording;
  return es && quz && { es, quz };
}

async function readItems(reader: Reader): Promise<Item[]> {
  const items: Item[] = [];
  for (const kind of kinds)
    for (const slug of await reader.list(kindFolders[kind])) {
      const item = await readItem(reader, kind, slug);
      const twin = items.find((other) => other.slug === slug);
      if (item && twin)
        reader.report(
          startOf(item.file),
          'duplicate-slug',
          `«${slug}» ya es el nombre de ${twin.file}. Cambie el nombre de una de las carpetas.`
        );
      else if (item) items.push(item);
    }
  return items;
}

/** True when every part could be read: the others mean nothing without it. */
const isComplete = <T extends object>(parts: T): parts is { [K in keyof T]: NonNullable<T[K]> } & T =>
  Object.values(parts).every((part) => part !== undefined);

async function readItem(reader: Reader, kind: Kind, slug: string): Promise<Item | undefined> {
  const folder = `${kindFolders[kind]}/${slug}`;
  const file = reader.name(`${folder}/item.yaml`);
  if (!v.is(id, slug))
    reader.report(
      startOf(file),
      'bad-slug',
      `La carpeta «${slug}» debe llamarse en minúsculas, sin tildes y con guiones.`
    );
  const parsed = await reader.yaml(`${folder}/item.yaml`, itemSchema);
  if (!parsed.value) return undefined;
  if (parsed.value.kind !== kind) {
    reader.report(
      parsed.placeOf(['kind']),
      'wrong-folder',
      `Dice kind: ${parsed.value.kind}, pero está en ${kindFolders[kind]}/. Muévalo o corrija kind.`
    );
    return undefined;
  }
  const texts: Partial<Record<LanguageCode, ItemText>> = {};
  for (const name of await reader.list(folder, '.md')) {
    const language = languageCodes.find((code) => name === `${code}.md`);
    const text = language && (await readText(reader, `${folder}/${name}`, language));
    if (text) texts[language] = text;
    else if (!language)
      reader.report(
        startOf(reader.name(`${folder}/${name}`)),
        'unknown-file',
        `«${name}» no se lee. Los textos se llaman ${languageCodes.map((code) => `${code}.md`).join(' y ')}.`
      );
  }
  reader.place(`item:${slug}`, parsed, []);
  return { ...parsed.value, slug, file, texts };
}

const frontMatterPattern = /^---\n([\s\S]*?\n)---[ \t]*(?:\n|$)/;

async function readText(reader: Reader, relative: string, language: LanguageCode): Promise<ItemText | undefined> {
  const file = reader.name(relative);
  const source = await reader.text(relative);
  if (source === undefined) return undefined;
  const front = frontMatterPattern.exec(source);
  if (!front) {
    reader.report(
      startOf(file),
      'bad-front-matter',
      'Debe empezar con --- , los datos (title, summary, review) y otra línea --- .'
    );
    return undefined;
  }
  const parsed = parseYaml(file, front[1] ?? '', frontMatterSchema, { firstLine: 2 });
  reader.issues.push(...parsed.issues);
  const body = source.slice(front[0].length);
  if (body.trim() === '') {
    reader.report(startOf(file), 'empty-file', 'No tiene texto después de los datos. Escríbalo o borre el archivo.');
    return undefined;
  }
  const brace = /[{}]|<(?=[a-z/!])/i.exec(body);
  if (brace) {
    const before = source.slice(0, front[0].length + brace.index).split('\n');
    reader.report(
      { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      'html-in-content',
      `Hay «${brace[0]}»: los textos no llevan HTML, componentes ni llaves. Escríbalo con palabras.`
    );
    return undefined;
  }
  if (!parsed.value) return undefined;
  const { document, html, issues } = await reader.once(`text\0${file}\0${source}`, () =>
    compileText(file, source, { termPath: `/${language}/glosario/` })
  );
  reader.issues.push(...issues);
  return {
    ...parsed.value,
    language,
    file,
    source,
    document,
    html,
    hash: textHash(parsed.value.title, parsed.value.summary, body)
  };
}

/** What a review and a translation refer to: the words, not the front matter's other fields. */
const textHash = (title: string, summary: string, body: string): string =>
  createHash('sha256').update([title, summary, body.trim()].join('\0')).digest('hex').slice(0, 16);
