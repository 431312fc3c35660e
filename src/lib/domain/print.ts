import { toCards, type Card } from './card.ts';
import type { Block } from './document.ts';

/** What a family takes away on paper: a sheet to fill in by hand, a leaflet folded in three, a poster, a card for the wallet. */
export const printForms = ['sheet', 'leaflet', 'poster', 'card'] as const;
export type PrintForm = (typeof printForms)[number];

/** Files that each form goes out as, by the last part of their address: in one language, in both, and twice as large. */
export const printFiles = {
  sheet: ['hoja'],
  leaflet: ['hoja', 'dos-lenguas'],
  poster: ['hoja', 'dos-lenguas', 'hoja-a3', 'dos-lenguas-a3'],
  card: ['hoja', 'dos-lenguas']
} as const satisfies Record<PrintForm, readonly string[]>;
export type PrintFile = (typeof printFiles)[PrintForm][number];

/** A text cut into what stands together on paper; the last panel says where to get help. */
export const toPanels = (blocks: readonly Block[]): Card[] => toCards(blocks, 'cards').cards;

/**
 * Panels of a leaflet as they lie on the two sides of its sheet, from left to right, by their place in reading order. Folded,
 * the first is in front and the last behind; the fifth is turned in and met first.
 */
export const leafletSides = [
  [4, 5, 0],
  [1, 2, 3]
] as const;
/** How many panels that takes. */
export const leafletPanels = 6;
