import type { Block, Inline } from '#lib/domain/document.ts';
import { shapesOf } from '#lib/domain/drawing.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Library } from '#lib/domain/library.ts';
import { toHelpLines, toPaperBlocks, type HelpLine, type Paper } from '#lib/domain/paper.ts';
import { fitPaper } from '#lib/domain/paper-fit.ts';
import { shortCode, shortPath } from '#lib/domain/family-paths.ts';
import { toPanels, type PrintForm } from '#lib/domain/print.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toSide } from './paper.ts';
import { licence } from './sheet.ts';

/** What a family takes away on paper, in one language or more. */
export interface Print {
  form: PrintForm;
  texts: PrintText[];
}

interface PrintText {
  language: LanguageCode;
  title: string;
  /** What it is: `Cartel`. */
  label: string;
  /** `BORRADOR`, where it is one. */
  draftMark: string | undefined;
  panels: PrintPanel[];
  /** Whether anybody has called the numbers it names. */
  called: string;
  /** Project, licence and version. */
  edge: string;
  fold: string;
  /** A sheet to fill in, fitted to one page. */
  paper: Paper | undefined;
}

export interface PrintPanel {
  title: Inline[];
  /** SVG elements in a frame of 96 by 96, and what they show. */
  drawing: { shapes: string; description: string } | undefined;
  blocks: Block[];
}

/** Editions of one print, in the order of their languages on it. */
export const toPrint = (form: PrintForm, editions: readonly Edition[], library: Library): Print => ({
  form,
  texts: editions.map((edition) => toPrintText(form, edition, library))
});

function toPrintText(form: PrintForm, edition: Edition, library: Library): PrintText {
  const { language, text, draft, version } = edition;
  const t = translateFor(language);
  const label = t(`prints.forms.${form}`);
  const side = {
    ...toSide('sheet', edition, library, form === 'sheet' ? toPaperBlocks(text.document.blocks) : []),
    label,
    fields: []
  };
  return {
    language,
    title: text.title,
    label,
    draftMark: draft ? t('item.draft') : undefined,
    panels: toPanels(text.document.blocks).map(({ title, drawing, blocks }) => ({
      title,
      drawing: toDrawing(drawing, library),
      blocks
    })),
    called: toCalledNote(edition),
    edge: `${licence} · ${t('item.version', { hash: version })}`,
    fold: t('prints.fold'),
    paper: form === 'sheet' ? fitPaper({ name: 'home', label, sides: [side], sources: [], draft }) : undefined
  };
}

function toDrawing(drawing: { id: string; description: string } | undefined, { drawings }: Library) {
  const found = drawing && drawings.find(({ id }) => id === drawing.id);
  return found && { shapes: shapesOf(found), description: drawing.description };
}

/** What may be said of the numbers of a text: a paper in a wallet cannot be corrected. */
export function toCalledNote({ sources, language }: Edition): string {
  const t = translateFor(language);
  const contacts = sources.flatMap((source) => (source.type === 'contact' ? [source.contact] : []));
  const seen = contacts.map(({ checkedOn }) => checkedOn).sort()[0];
  return seen === undefined || contacts.every(({ verifiedByCall }) => verifiedByCall !== null)
    ? t('prints.called')
    : t('prints.notCalled', { date: formatDate(seen) });
}

/** A guide's short address on paper: its number to say and type, and a code that a camera reads. */
export interface CodePoster {
  language: LanguageCode;
  title: string;
  draftMark: string | undefined;
  hear: string;
  /** What to do with the code, or, where there is none, with the address. */
  scan: string;
  code: string;
  /** `https://willakuy.example/1`; undefined where nobody has said under which address the site stands. */
  address: string | undefined;
  /** As people write it: `willakuy.example/1`. */
  shown: string;
  drawing: PrintPanel['drawing'];
  helpTitle: string;
  help: HelpLine[];
  edge: string;
}

/** `origin` is the site's own (`https://willakuy.example`). */
export function toCodePoster(edition: Edition, library: Library, origin: string | undefined): CodePoster {
  const { item, language, text, draft, version } = edition;
  const t = translateFor(language);
  const code = shortCode(language, item);
  const address = origin === undefined ? undefined : `${origin}${shortPath(code)}`;
  return {
    language,
    title: text.title,
    draftMark: draft ? t('item.draft') : undefined,
    hear: t('prints.hear'),
    scan: t(address === undefined ? 'prints.write' : 'prints.scan'),
    code,
    address,
    shown: address === undefined ? `______________________${shortPath(code)}` : shownAddress(address),
    drawing: toPanels(text.document.blocks)
      .map(({ drawing }) => toDrawing(drawing, library))
      .find((drawing) => drawing !== undefined),
    helpTitle: t('lesson.paper.help'),
    help: toHelpLines(library.contacts, language),
    edge: `${licence} · ${t('item.version', { hash: version })}`
  };
}

/** An address as people write it. */
const shownAddress = (address: string): string => address.replace(/^https?:\/\//, '');
