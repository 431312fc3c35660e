/**
 * How a programme leaves the house. `web` is for pages, telephones and messages: as loud as they expect, small. `station`
 * is for broadcasting: EBU R128, with room for the station's own processing.
 */
export interface Preset {
  /** Integrated, in LUFS. */
  loudness: number;
  /**
   * Highest true peak before encoding, in dBTP. Decoded peaks are to stay below −1: at 64 kb/s the encoder lifts an
   * ejective's burst by up to 3 dB.
   */
  ceiling: number;
  mp3Kilobits: 64 | 128;
}

export const presets = {
  web: { loudness: -16, ceiling: -4, mp3Kilobits: 64 },
  station: { loudness: -23, ceiling: -4, mp3Kilobits: 128 }
} as const satisfies Record<string, Preset>;

/**
 * For telephones: the web's master, a little softer. In 24 kb/s libopus lifts bursts by up to 4 dB; a limiter that left
 * room for that would pump.
 */
export const opus = { kilobits: 24, decibels: -1.5 } as const;
