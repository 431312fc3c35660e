/**
 * How a programme leaves the house. `web` is for pages, telephones and messages: as loud as they expect, small. `station`
 * is for broadcasting: EBU R128, with room for the station's own processing.
 */
export interface Preset {
  /** Integrated, in LUFS. */
  loudness: number;
  /**
   * Highest true peak before encoding, in dBTP. Decoded peaks are to stay below −1: at 64 kb/s LAME lifts an ejective's
   * burst by up to 3 dB. Lower still, and some programmes no longer reach their loudness.
   */
  ceiling: number;
  mp3Kilobits: 64 | 128;
}

export const presets = {
  web: { loudness: -16, ceiling: -4, mp3Kilobits: 64 },
  station: { loudness: -23, ceiling: -4, mp3Kilobits: 128 }
} as const satisfies Record<string, Preset>;

/**
 * For telephones: as loud as the web's MP3 below a ceiling of its own (dBTP), since libopus at 24 kb/s lifts bursts by
 * nearly 4 dB, and a hair louder, for libopus loses that.
 */
export const opus = { kilobits: 24, ceiling: -4.9, decibels: 0.1 } as const;
