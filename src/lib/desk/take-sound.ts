import { cutTake } from '#lib/audio/take.ts';
import { readTakeWav, type Pcm } from '#lib/audio/take-wav.ts';

/** The largest file that a line is read from: ten minutes of a CD. */
const mostBytes = 60_000_000;

/**
 * A file that a person has brought (WAV, MP3, Ogg/Opus, M4A where the browser knows them) as a take.
 *
 * @returns `unknown` where it is no audio that this browser reads; else as cutTake says.
 */
export async function readTakeFile(file: File): Promise<ReturnType<typeof cutTake> | 'too-large' | 'unknown'> {
  if (file.size > mostBytes) return 'too-large';
  try {
    const { samples, sampleRate } = await decodeSound(await file.arrayBuffer());
    return cutTake(samples, sampleRate);
  } catch {
    return 'unknown';
  }
}

/**
 * A take's samples, whatever it is kept as.
 *
 * @throws where the browser cannot read it.
 */
export async function readTakeAudio(audio: Uint8Array): Promise<Pcm> {
  const own = readTakeWav(audio);
  if (own) return own;
  const { samples, sampleRate } = await decodeSound(audio.slice().buffer);
  return {
    pcm: Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)),
    sampleRate
  };
}

/** One channel of a file, at 48 kHz whatever it had: decoding gives that of its context. */
async function decodeSound(bytes: ArrayBuffer): Promise<{ samples: Float32Array; sampleRate: number }> {
  const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  const [first = new Float32Array()] = channels;
  const samples = first.map(
    (_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length
  );
  return { samples, sampleRate: decoded.sampleRate };
}

/**
 * Plays samples, or a whole file, through the page's own means: its policy lets no `blob:` into a player.
 *
 * @returns what stops it.
 */
export function playSound(sound: Pcm | Uint8Array, ended: () => void): () => void {
  const context = new AudioContext();
  let over = false;
  const stop = () => {
    if (over) return;
    over = true;
    void context.close().catch(() => undefined);
    ended();
  };
  const start = (buffer: AudioBuffer) => {
    if (over) return;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.onended = stop;
    source.connect(context.destination);
    source.start();
  };
  if (sound instanceof Uint8Array) context.decodeAudioData(sound.slice().buffer).then(start, stop);
  else {
    const buffer = context.createBuffer(1, Math.max(1, sound.pcm.length), sound.sampleRate);
    buffer.copyToChannel(
      Float32Array.from(sound.pcm, (sample) => sample / 32_768),
      0
    );
    start(buffer);
  }
  return stop;
}
