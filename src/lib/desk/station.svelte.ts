import { emptyStation, stationFile, type Station } from '#lib/domain/station.ts';
import { Stored } from './stored.svelte.ts';

/** This device's station. */
export const station = new Stored<Station>('station', {
  parse: (value) => stationFile.parse(value).value,
  initial: emptyStation
});
