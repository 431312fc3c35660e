import * as v from 'valibot';
import { guideForms } from './card.ts';
import { placeInSchool } from './curriculum.ts';
import type { Document } from './document.ts';
import { languageCodes, type LanguageCode } from './language.ts';
import { formats, messages } from './kind.ts';
import { printForms } from './print.ts';
import { id, localized, words } from './schema.ts';
import { reviewSchema } from './review.ts';

export const voices = [
  'presenter-woman',
  'presenter-man',
  'woman',
  'man',
  'girl',
  'boy',
  'elder-woman',
  'elder-man',
  'announcer'
] as const;
export type Voice = (typeof voices)[number];

const common = {
  message: v.picklist(messages),
  order: v.pipe(v.number(), v.integer()),
  recommendations: v.pipe(v.array(words), v.minLength(1, 'nombre al menos una recomendación.')),
  audience: v.pipe(
    v.array(v.picklist(['families', 'parents', 'youth', 'children', 'teachers', 'presenters'])),
    v.minLength(1, 'diga para quién es.')
  ),
  ages: v.strictObject({ from: v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(18)) })
};

const castSchema = v.array(v.strictObject({ id, name: localized, voice: v.picklist(voices), about: localized }));
export type CastMember = v.InferOutput<typeof castSchema>[number];

/** What is true of an item in every language (item.yaml). */
export const itemSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('script'),
    ...common,
    format: v.picklist(formats),
    /** Its place in a serial (content/series/<id>.yaml). */
    series: v.optional(v.strictObject({ id, episode: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    durationSeconds: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(3600)),
    fiction: v.boolean(),
    cast: v.pipe(castSchema, v.minLength(1, 'falta quien hable.'))
  }),
  v.strictObject({
    kind: v.literal('lesson'),
    ...common,
    minutes: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1, 'faltan los minutos.')),
    ...placeInSchool
  }),
  v.strictObject({ kind: v.literal('guide'), ...common, form: v.optional(v.picklist(guideForms), 'cards') }),
  /** What whoever conducts needs beside the script: for one message, or (`any`) for all of them. */
  v.strictObject({ kind: v.literal('kit'), ...common, message: v.picklist([...messages, 'any']) }),
  /** What families take away on paper. */
  v.strictObject({
    kind: v.literal('print'),
    ...common,
    message: v.picklist([...messages, 'any']),
    form: v.picklist(printForms)
  })
]);
export type ItemFacts = v.InferOutput<typeof itemSchema>;
export type LessonFacts = Extract<ItemFacts, { kind: 'lesson' }>;

/** Front matter of es.md and quz.md. */
export const frontMatterSchema = v.strictObject({
  title: v.pipe(words, v.maxLength(70, 'pasa de 70 letras.')),
  summary: v.pipe(words, v.maxLength(220, 'pasa de 220 letras.')),
  review: reviewSchema,
  translatedFrom: v.optional(words)
});
export type FrontMatter = v.InferOutput<typeof frontMatterSchema>;

/** An item's text in one language. */
export interface ItemText extends FrontMatter {
  language: LanguageCode;
  file: string;
  /** The whole file as written. */
  source: string;
  document: Document;
  /** The body as mdsvex compiled it, links already leading to the page's sources. */
  html: string;
  /** Hash of title, summary and body: what a review and a translation refer to. */
  hash: string;
}

export type Item = ItemFacts & {
  /** Folder name: the id everywhere. */
  slug: string;
  file: string;
  texts: Partial<Record<LanguageCode, ItemText>>;
};

/** The text in a language, or in the first one that has it; the caller shows which. */
export function textIn(item: Item, language: LanguageCode): ItemText | undefined {
  return item.texts[language] ?? languageCodes.map((code) => item.texts[code]).find((text) => text !== undefined);
}
