import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { takesFile, toTakesFile } from '#lib/domain/takes.ts';
import { openTakesZip, readTakesZip, takesListName, writeTakesZip } from '#lib/export/takes-zip.ts';
import { takeOf } from '../support/takes.ts';
import { unzip } from '../support/unzip.ts';

const hello = takeOf(
  { slug: 'la-llamada', language: 'quz', cue: 3, speaker: 'rosa', words: "Allillanchu, p'unchay" },
  { seconds: 0.02 }
);
const bye = takeOf(
  { slug: 'la-llamada', language: 'quz', cue: 5, speaker: 'rosa', words: 'Tupananchikkama' },
  { hertz: 300, seconds: 0.02 }
);
const credits = [{ language: 'quz' as const, slug: 'la-llamada', speaker: 'rosa', name: 'Julia Quispe' }];
const zip = writeTakesZip({ takes: [hello, bye], credits });
const withoutAudio = ({ audio: _, ...take }: typeof hello) => take;
/** A ZIP whose list names these takes, whatever lies beside it. */
const listing = (takes: (typeof hello)[], files: Record<string, Uint8Array>) =>
  zipSync({
    [takesListName]: strToU8(takesFile.toSource(toTakesFile({ takes: takes.map(withoutAudio), credits }))),
    ...files
  });

/** The size that the archive's directory gives for a file, changed; the file itself stays. */
function claimSize(archive: Uint8Array, name: string, bytes: number): Uint8Array {
  const claimed = archive.slice();
  const view = new DataView(claimed.buffer);
  for (let at = 0; at + 46 < claimed.length; at++)
    if (
      view.getUint32(at, true) === 0x02014b50 &&
      String.fromCharCode(...claimed.subarray(at + 46, at + 46 + name.length)) === name
    )
      view.setUint32(at + 24, bytes, true);
  return claimed;
}

describe('a takes ZIP', () => {
  it('comes back the same, and any program opens it', async () => {
    expect(readTakesZip(zip)).toEqual({ value: { takes: [hello, bye], credits }, issues: [] });
    expect((await unzip(zip)).map(({ name }) => name)).toEqual([
      'tomas.json',
      `audio/quz/la-llamada/003-${hello.sha256.slice(0, 8)}.wav`,
      `audio/quz/la-llamada/005-${bye.sha256.slice(0, 8)}.wav`
    ]);
    expect(writeTakesZip({ takes: [hello, bye], credits })).toEqual(zip);
  });

  it.each([
    ['words', strToU8('hola'), '', 'not-zip'],
    ['half of one', zip.subarray(0, zip.length / 2), '', 'not-zip'],
    ['another ZIP', zipSync({ 'a.txt': strToU8('a') }), '', 'no-list'],
    ['a list that would fill the memory', claimSize(zip, takesListName, 900_000_000), takesListName, 'too-big'],
    ['audio that would fill the memory', claimSize(zip, bye.file, 900_000_000), bye.file, 'too-big'],
    [
      'too many files',
      listing([hello], Object.fromEntries(Array.from({ length: 3200 }, (_, n) => [`${n}`, new Uint8Array()]))),
      '',
      'too-big'
    ]
  ])('is refused: %s', (_, bytes, file, problem) => {
    expect(readTakesZip(bytes)).toEqual({ value: undefined, issues: [{ file, problem }] });
  });

  it('is refused by the field that is wrong in its list', () => {
    const climbing = zipSync({
      [takesListName]: strToU8(
        JSON.stringify({ ...toTakesFile({ takes: [{ ...withoutAudio(hello), file: 'audio/../../x.wav' }], credits }) })
      ),
      'audio/../../x.wav': hello.audio
    });
    expect(readTakesZip(climbing).issues).toEqual([{ field: 'takes.0.file', problem: 'bad-value' }]);
  });

  it('keeps what is whole, names what is missing or changed, and unpacks nothing else', () => {
    const spoilt = listing([hello, bye], {
      [hello.file]: hello.audio,
      [bye.file]: hello.audio,
      '../evil.sh': strToU8('x')
    });
    expect(readTakesZip(spoilt)).toEqual({
      value: { takes: [hello], credits },
      issues: [{ file: bye.file, problem: 'damaged-audio' }]
    });
    const without = listing([hello, bye], { [hello.file]: hello.audio });
    expect(readTakesZip(without).issues).toEqual([{ file: bye.file, problem: 'no-audio' }]);
    const opened = openTakesZip(spoilt);
    expect(opened.list && opened.audioOf('../evil.sh')).toBeUndefined();
  });

  it('whose directory tells a lie about a size gives a damaged take and no more', () => {
    const files = { [hello.file]: hello.audio, [bye.file]: bye.audio };
    const { value, issues } = readTakesZip(claimSize(listing([hello, bye], files), bye.file, 10));
    expect(value?.takes).toEqual([hello]);
    expect(issues).toEqual([{ file: bye.file, problem: 'damaged-audio' }]);
  });
});
