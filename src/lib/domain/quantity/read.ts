import type { LanguageCode } from '../language.ts';
import { classifyNumber, unitOf } from './classify.ts';
import { spanish } from './es.ts';
import { around, type Grammar, type Quantity } from './quantity.ts';
import { quechua } from './quz.ts';
import { joinSequences, spreadRanges, type Draft } from './series.ts';
import { toTokens, type Token } from './token.ts';

const grammars: Record<LanguageCode, Grammar> = { es: spanish, quz: quechua };

/** Three rules ask for the quantities of the same lines, and a library has some thousands of them. */
const known = new Map<string, readonly Quantity[]>();

/** Every quantity that a text says, in digits or in words, in reading order. */
export function readQuantities(text: string, language: LanguageCode): readonly Quantity[] {
  const key = `${language} ${text}`;
  const quantities = known.get(key) ?? findQuantities(text, language);
  known.set(key, quantities);
  return quantities;
}

function findQuantities(text: string, language: LanguageCode): Quantity[] {
  const grammar = grammars[language];
  const tokens = toTokens(text, language);
  const drafts: Draft[] = [];
  for (let at = 0; at < tokens.length;) {
    const draft = readAt(tokens, at, grammar);
    if (draft) drafts.push(draft);
    at = draft ? draft.next : at + 1;
  }
  const whole = joinSequences(spreadRanges(drafts, text, grammar), text);
  return whole
    .filter((draft, index) => !draft.article && !isInside(draft, whole[index + 1]))
    .map((draft) => toQuantity(draft, text));
}

/** «un poco más de la mitad»: the «un», which the next quantity has taken for its own words, is no number. */
const isInside = (one: Draft, next: Draft | undefined): boolean => next !== undefined && next.start <= one.start;

const toQuantity = ({ article: _article, next: _next, ...quantity }: Draft, text: string): Quantity => ({
  ...quantity,
  text: text.slice(quantity.start, quantity.end)
});

function readAt(tokens: Token[], at: number, grammar: Grammar): Draft | undefined {
  const share = grammar.share(tokens, at);
  if (share) {
    const draft = toDraft(tokens, at, share.next, grammar);
    const relation = draft.relation === 'exact' ? share.relation : draft.relation;
    return {
      ...draft,
      value: share.value,
      step: share.step,
      relation,
      use: share.use === 'part' && draft.relation !== 'exact' ? 'share' : share.use,
      unit: share.use === 'number' ? undefined : 'percent'
    };
  }
  return readMarked(tokens, at, grammar) ?? readNumber(tokens, at, grammar);
}

const signs: Record<string, string> = { '¼': '1/4', '½': '1/2', '¾': '3/4', '⅓': '1/3', '⅔': '2/3' };

/** What is more than a number by its form alone: an hour, a law, a telephone, `1/4`. */
function readMarked(tokens: Token[], at: number, grammar: Grammar): Draft | undefined {
  const token = tokens[at];
  if (!token || !['clock', 'ordinal', 'code', 'phone', 'parts'].includes(token.kind)) return undefined;
  const draft = toDraft(tokens, at, at + 1, grammar);
  if (token.kind === 'clock') return { ...draft, value: parseInt(token.text), use: 'clock' };
  if (token.kind === 'ordinal') return { ...draft, value: parseInt(token.text), use: 'label' };
  if (token.kind === 'code') return { ...draft, value: parseInt(token.text), use: 'law' };
  if (token.kind === 'phone') return { ...draft, value: Number(token.text.replace(/\D/g, '')), use: 'phone' };
  const [part = 0, whole = 1] = (signs[token.text] ?? token.text).split('/').map(Number);
  if (token.text === '24/7') return { ...draft, value: 24, use: 'duration', unit: 'hours' };
  return { ...draft, value: (100 * part) / whole, step: 100 / whole, use: 'share', unit: 'percent' };
}

function readNumber(tokens: Token[], at: number, grammar: Grammar): Draft | undefined {
  const money = tokens[at]?.kind === 'money';
  const read = grammar.number(tokens, money ? at + 1 : at);
  if (!read) return undefined;
  const percent = grammar.percentLength(tokens, read.next);
  const draft = { ...toDraft(tokens, at, read.next + percent, grammar), value: read.value };
  if (money) return { ...draft, use: 'money', unit: 'soles' };
  if (percent > 0) return { ...draft, use: 'share', unit: 'percent', step: 10 };
  const use = classifyNumber(draft, grammar, read.value);
  const unit = use === 'year' ? 'year' : unitOf(draft.after, grammar);
  return { ...draft, use, unit, article: read.article && use !== 'number' };
}

/** The tokens from `at` to `next` with the words around them and the relation those say. */
function toDraft(tokens: Token[], at: number, next: number, grammar: Grammar): Draft {
  const early = grammar.relationBefore(around(tokens, at - 7, at));
  const late = grammar.relationAfter(tokens, next);
  const first = tokens[at - early.length];
  const last = tokens[next + late.length - 1];
  return {
    text: '',
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    value: 0,
    use: 'number',
    relation: late.relation === 'exact' ? early.relation : late.relation,
    step: 0,
    unit: undefined,
    before: around(tokens, at - 6, at),
    after: around(tokens, next, next + 6),
    article: false,
    next: next + late.length
  };
}
