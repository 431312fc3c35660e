import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Fountain } from 'fountain-js';
import mammoth from 'mammoth';
import SrtParser from 'srt-parser-2';
import { extractText, getDocumentProxy } from 'unpdf';
import webvtt, { type CaptionNode } from 'webvtt-parser';
import { textOf, type Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';

/** What parsers that are not ours find in our files. */
export interface ReadLine {
  cue: number | undefined;
  speaker: string;
  direction: string;
  words: string;
}

/** Numbers of sources and lines to write on are the export's own: only the words stay, each blank as its name. */
export const bare = (text: string): string =>
  text.replace(/\s?\[\d+\]/g, '').replace(/(?:_{5,}|…{5})\s*\(([^)]*)\)/g, '$1');
export const withoutSpaces = (text: string): string => text.replace(/[\s\uFEFF]+/g, '');
/** The words between the tags, without sources' numbers. */
export const wordsIn = (markup: string): string =>
  withoutSpaces(
    bare(
      markup
        .replace(/<head>[\s\S]*?<\/head>/g, '')
        .replace(/<sup>.*?<\/sup>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&')
    )
  );
export const wordsOf = (inlines: Inline[]): string => withoutSpaces(textOf(inlines));

/** The questions before and after as a file must give them back. */
export const questionsOf = ({ lesson }: Edition) =>
  (lesson?.check?.questions ?? []).map(({ content, answers }) => ({
    words: wordsOf(content),
    answers: answers.map((answer) => ({
      words: wordsOf(answer.content),
      right: answer.right,
      feedback: wordsOf(answer.feedback)
    }))
  }));

/** Signs that keep markup apart and that nobody sees. */
export const withoutJoiners = (text: string): string => text.replaceAll('\u2060', '');

/** Paragraphs of a Word file in order, those of table cells included; empty cells are empty. */
export async function readDocx(bytes: Uint8Array): Promise<string[]> {
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  return value.split('\n\n');
}

/** The words of a Word header. */
export const readDocxPart = (xml: string): string => {
  const names: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (key === 'w:t')
      names.push(...[value].flat().map((text) => (isObject(text) ? String(text['#text'] ?? '') : String(text))));
    else if (Array.isArray(value)) value.forEach((inner) => walk(inner, key));
    else if (isObject(value)) Object.entries(value).forEach(([inner, child]) => walk(child, inner));
  };
  walk(new XMLParser({ trimValues: false, parseTagValue: false, ignoreAttributes: false }).parse(xml), '');
  return names.join('\n');
};
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Text of each page. */
export async function readPdf(bytes: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document);
  const { info } = await document.getMetadata();
  const attachments: unknown = await document.getAttachments();
  const actions: unknown = await document.getJSActions();
  return { pages: text, info: info as Record<string, unknown>, attachments, actions };
}

/** A line as it stands on a page: without spaces, with the size of its largest letters. */
export interface PdfLine {
  text: string;
  points: number;
  /** Points from the lower edge. */
  y: number;
}

/** Lines of each page from top to bottom, head and foot of the page aside. */
export async function readPdfLines(bytes: Uint8Array): Promise<PdfLine[][]> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PdfLine[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const lines: PdfLine[] = [];
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , points, , y] = item.transform as [number, number, number, number, number, number];
      if (y < 30 || y > 806) continue;
      const line = lines.find((one) => Math.abs(one.y - y) < 4);
      if (line) Object.assign(line, { text: line.text + item.str, points: Math.max(line.points, points) });
      else lines.push({ text: item.str, points, y });
    }
    pages.push(lines.toSorted((a, b) => b.y - a.y).map((line) => ({ ...line, text: withoutSpaces(line.text) })));
  }
  return pages;
}

/** Both columns of each cue of a plain text. */
export function readTxt(text: string): { number: number; clock: string; control: string; locution: string }[] {
  const rows: ReturnType<typeof readTxt> = [];
  let open = false;
  for (const line of text.split('\r\n')) {
    const [, number, clock] = /^ {0,2}(\d+) +(\d+:\d\d)(?= |$)/.exec(line) ?? [];
    if (number !== undefined && clock !== undefined) {
      rows.push({ number: Number(number), clock, control: '', locution: '' });
      open = true;
    } else if (line.trim() === '') open = false;
    const row = rows.at(-1);
    if (!open || !row) continue;
    row.control = `${row.control} ${line.slice(11, 37).trim()}`.trim();
    row.locution = `${row.locution} ${line.slice(39).trim()}`.trim();
  }
  return rows;
}

/** Elements of a Fountain script: lines as spoken, everything else by its kind. */
export function readFountain(text: string) {
  const { tokens } = new Fountain().parse(text, true);
  const lines: ReadLine[] = [];
  const others: { type: string; text: string }[] = [];
  // Its renderer takes the backslash off; its tokens still carry it.
  const plain = (words = '') => withoutJoiners(words.replace(/\\([@#!*_$~`+=.><\\/])/g, '$1'));
  for (const token of tokens ?? []) {
    const last = lines.at(-1);
    switch (token.type) {
      case 'character': {
        const [, speaker = '', cue] = /^(.*?) \((\d+) · \d+:\d\d\)$/.exec(plain(token.text)) ?? [];
        lines.push({ cue: Number(cue), speaker, direction: '', words: '' });
        break;
      }
      case 'parenthetical':
        if (last) last.direction = plain(token.text).slice(1, -1);
        break;
      case 'dialogue':
        if (last) last.words = [last.words, plain(token.text)].filter(Boolean).join('\n');
        break;
      case 'dialogue_begin':
      case 'dialogue_end':
      case 'spaces':
        break;
      default:
        others.push({ type: token.type, text: plain(token.text) });
    }
  }
  return { lines, others };
}

type XmlNode = Record<string, unknown> & { ':@'?: Record<string, string> };

/** Lines of an SSML document with the mark before them; `elements` are all names that occur. */
export function readSsml(text: string) {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(valid.err.msg);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false
  });
  const root = parser.parse(text) as XmlNode[];
  const elements = new Map<string, number>();
  const said: { mark: string; words: string; alias: string | undefined }[] = [];
  const metadata: string[] = [];
  let mark = '';
  const textIn = (nodes: XmlNode[]): string =>
    nodes.map((node) => ('#text' in node ? String(node['#text']) : textIn(childrenOf(node)))).join('');
  const visit = (nodes: XmlNode[], inMetadata: boolean) => {
    for (const node of nodes) {
      const name = nameOf(node);
      if (name === '#text') {
        if (!inMetadata && String(node['#text']).trim() !== '')
          throw new Error(`texto suelto: ${String(node['#text'])}`);
        continue;
      }
      if (name === '?xml') continue;
      elements.set(name, (elements.get(name) ?? 0) + 1);
      if (name === 'mark') mark = node[':@']?.['name'] ?? '';
      if (name === 's') {
        const [first] = childrenOf(node);
        said.push({ mark, words: textIn(childrenOf(node)), alias: first?.[':@']?.['alias'] });
        for (const child of childrenOf(node)) if (nameOf(child) !== '#text') elements.set(nameOf(child), 1);
        continue;
      }
      if (inMetadata) {
        metadata.push(...Object.values(node[':@'] ?? {}));
        if (!childrenOf(node).some((child) => nameOf(child) !== '#text')) metadata.push(textIn(childrenOf(node)));
      }
      visit(childrenOf(node), inMetadata || name === 'metadata');
    }
  };
  visit(root, false);
  const speak = root.find((node) => nameOf(node) === 'speak');
  return { said, metadata, elements, language: speak?.[':@']?.['xml:lang'] };
}

const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const childrenOf = (node: XmlNode): XmlNode[] => {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? (children as XmlNode[]) : [];
};

export interface ReadCaption {
  id: string;
  startSeconds: number;
  endSeconds: number;
  text: string;
}

export const readSrt = (text: string): ReadCaption[] =>
  new SrtParser().fromSrt(text).map(({ id, startSeconds, endSeconds, text }) => ({
    id,
    startSeconds,
    endSeconds,
    text: withoutJoiners(text.replaceAll('\n', ' '))
  }));

// Without these it leaves the semicolon behind.
const vttEntities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** @throws at the first thing the WebVTT parser complains of. */
export function readVtt(text: string): (ReadCaption & { speaker: string | undefined })[] {
  const { cues, errors } = new webvtt.WebVTTParser(vttEntities).parse(text, 'metadata');
  if (errors[0]) throw new Error(`${errors[0].line}: ${errors[0].message}`);
  return cues.map((cue) => {
    const nodes = cue.tree.children;
    const voice = nodes[0]?.type === 'object' && nodes[0].name === 'v' ? nodes[0] : undefined;
    const words = (list: CaptionNode[]): string =>
      list.map((node) => (node.type === 'text' ? node.value : words(node.children))).join('');
    const names = (list: CaptionNode[]): string[] =>
      list.flatMap((node) => (node.type === 'text' ? [] : [node.name, ...names(node.children)]));
    const markup = names(nodes).filter((name) => name !== 'v');
    if (markup.length > 0) throw new Error(`marcas en ${cue.id}: ${markup.join(', ')}`);
    return {
      id: cue.id,
      startSeconds: cue.startTime,
      endSeconds: cue.endTime,
      speaker: voice?.value,
      text: words(nodes).replaceAll('\n', ' ')
    };
  });
}

/** What is shown, from first to last; what begins together in the order of its letters, as no file needs one. */
export const shownIn = (captions: readonly ReadCaption[]): string[] =>
  captions.toSorted((a, b) => a.startSeconds - b.startSeconds || (a.text < b.text ? -1 : 1)).map(({ text }) => text);
