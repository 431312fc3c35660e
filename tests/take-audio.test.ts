import { describe, expect, it } from 'vitest';
import { fromPcm } from '#lib/audio/resample.ts';
import { cutTake, levelVerdict } from '#lib/audio/take.ts';
import { readTakeWav, writeTakeWav } from '#lib/audio/take-wav.ts';
import { toPcm, voiceSamples } from './support/takes.ts';

describe('a take', () => {
  it.each([0.0005, 0.004])('loses the silence at its ends but 80 ms, in a room with noise of %d', (noise) => {
    const cut = cutTake(voiceSamples(1.9, { silenceSeconds: 1.2, noise }), 48_000);
    expect(cut).toMatchObject({ seconds: expect.closeTo(1.9 + 0.16, 1) as number, verdict: 'good' });
  });

  it('does not take the tap on the screen for speech', () => {
    const samples = voiceSamples(1, { silenceSeconds: 1 });
    for (let index = 0; index < 700; index++) samples[100 + index] = 0.6 * Math.sin(index / 3);
    expect(cutTake(samples, 48_000)).toMatchObject({ seconds: expect.closeTo(1.16, 1) as number });
  });

  it('is nothing where nothing is heard', () => {
    expect(cutTake(voiceSamples(2, { level: 0 }), 48_000)).toBe('silent');
    expect(cutTake(new Float32Array(48_000), 48_000)).toBe('silent');
    expect(cutTake(new Float32Array(0), 48_000)).toBe('silent');
  });

  it('is none where only a knock is heard, however loud', () => {
    const knock = new Float32Array(48_000);
    for (let index = 0; index < 900; index++) knock[20_000 + index] = 0.9 * Math.sin(index / 3);
    expect(cutTake(knock, 48_000)).toBe('short');
  });

  it('says when it was too loud for the microphone, and when it is soft', () => {
    const loud = voiceSamples(1, { level: 1.6 }).map((sample) => Math.max(-1, Math.min(1, sample)));
    expect(cutTake(loud, 48_000)).toMatchObject({ verdict: 'clipped' });
    expect(cutTake(voiceSamples(1, { level: 0.01, noise: 0.0001 }), 48_000)).toMatchObject({ verdict: 'soft' });
    expect([-40, -12, -1].map(levelVerdict)).toEqual(['soft', 'good', 'loud']);
  });
});

describe('its WAV', () => {
  const pcm = toPcm(voiceSamples(0.5));
  it('comes back sample for sample', () => {
    const wav = writeTakeWav({ pcm, sampleRate: 44_100 });
    expect(wav.length).toBe(44 + pcm.length * 2);
    expect(readTakeWav(wav)).toEqual({ pcm, sampleRate: 44_100 });
    expect(fromPcm(pcm).every((sample) => Math.abs(sample) <= 1)).toBe(true);
  });

  it('is read from within a larger buffer, past other programs’ chunks', () => {
    const wav = writeTakeWav({ pcm, sampleRate: 48_000 });
    const list = new Uint8Array([...new TextEncoder().encode('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
    const odd = new Uint8Array([9, ...wav.subarray(0, 36), ...list, ...wav.subarray(36)]).subarray(1);
    expect(readTakeWav(odd)).toEqual({ pcm, sampleRate: 48_000 });
  });

  it.each([
    ['cut short', (wav: Uint8Array) => wav.subarray(0, wav.length - 10)],
    ['two channels', (wav: Uint8Array) => wav.with(22, 2)],
    ['24 bits', (wav: Uint8Array) => wav.with(34, 24)],
    ['no WAV', (wav: Uint8Array) => wav.with(0, 0)],
    ['empty', () => new Uint8Array()]
  ])('is left to a decoder where it is not ours: %s', (_, spoil) => {
    expect(readTakeWav(spoil(writeTakeWav({ pcm, sampleRate: 48_000 })))).toBeUndefined();
  });
});
