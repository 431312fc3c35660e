import { emptyStation, parseStation, type Station } from '#lib/domain/station.ts';
import { Stored } from './stored.svelte.ts';

/** This device's station. */
export const station = new Stored<Station>('station', {
  parse: (value) => parseStation(value).station,
  initial: emptyStation
});
