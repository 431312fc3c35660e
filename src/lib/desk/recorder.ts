import workletUrl from './recorder-worklet.js?url';

/** Why there is no microphone; the words for it are in the room's record.json. */
export type MicrophoneProblem = 'denied' | 'none' | 'busy' | 'unsupported';

export class MicrophoneError extends Error {
  override name = 'MicrophoneError';
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem, cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

export interface Recorder {
  start(): void;
  /** What was heard since `start`, with its rate. */
  stop(): Promise<{ samples: Float32Array; sampleRate: number }>;
  /** Turns the microphone off. */
  close(): void;
}

interface WorkletMessage {
  peak?: number;
  samples?: Float32Array;
  ended?: true;
}

const problems: Record<string, MicrophoneProblem> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy'
};

/**
 * Turns the microphone on: one channel, as it is. What browsers do for telephone calls (echo, noise, level) spoils a
 * voice for the radio. To be called from a press of the person's: only then may sound start, and only then it asks.
 *
 * @param hear Gets the peak of each moment, 0…1, recording or not.
 * @param lost Is called when the microphone goes away or is taken by a call: what was recorded is still there.
 * @throws MicrophoneError
 */
export async function openRecorder({
  hear,
  lost
}: {
  hear: (peak: number) => void;
  lost: () => void;
}): Promise<Recorder> {
  if (!('mediaDevices' in navigator) || typeof AudioWorkletNode === 'undefined')
    throw new MicrophoneError('unsupported');
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false }
    });
  } catch (error) {
    throw new MicrophoneError(problems[(error as DOMException).name] ?? 'busy', error);
  }
  const context = new AudioContext();
  const close = () => {
    stream.getTracks().forEach((track) => track.stop());
    void context.close().catch(() => undefined);
  };
  try {
    await context.audioWorklet.addModule(workletUrl);
    await context.resume();
  } catch (error) {
    close();
    throw new MicrophoneError('unsupported', error);
  }
  const node = new AudioWorkletNode(context, 'recorder', {
    channelCount: 1,
    channelCountMode: 'explicit',
    channelInterpretation: 'speakers'
  });
  // Nothing is pulled through a node that leads nowhere; nothing of it is to be heard.
  const mute = new GainNode(context, { gain: 0 });
  new MediaStreamAudioSourceNode(context, { mediaStream: stream })
    .connect(node)
    .connect(mute)
    .connect(context.destination);

  let chunks: Float32Array[] = [];
  let ended: (() => void) | undefined;
  node.port.onmessage = ({ data }: MessageEvent<WorkletMessage>) => {
    if (data.peak !== undefined) hear(data.peak);
    if (data.samples) chunks.push(data.samples);
    if (data.ended) ended?.();
  };
  for (const track of stream.getTracks()) track.onended = lost;
  context.onstatechange = () => {
    // `interrupted` is what telephones say during a call.
    if (context.state !== 'running' && context.state !== 'closed') lost();
  };

  return {
    start() {
      chunks = [];
      node.port.postMessage('start');
    },
    async stop() {
      const answered = new Promise<void>((resolve) => {
        ended = resolve;
        // A context that was interrupted answers no more; what it has sent is there.
        setTimeout(resolve, 500);
      });
      node.port.postMessage('stop');
      await answered;
      return { samples: join(chunks), sampleRate: context.sampleRate };
    },
    close
  };
}

function join(chunks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let written = 0;
  for (const chunk of chunks) {
    samples.set(chunk, written);
    written += chunk.length;
  }
  return samples;
}
