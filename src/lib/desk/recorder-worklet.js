/**
 * Hears one channel of the microphone on the sound thread, without gaps. Posts `{ peak }` for every block, with its
 * `samples` while it records; on `stop` it posts what is left and then `{ ended: true }`. A file of its own: the page's
 * policy lets no script in that is not one of the build's.
 */
const blockSamples = 4096;

class RecorderProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(blockSamples);
    this.filled = 0;
    this.recording = false;
    this.port.onmessage = ({ data }) => {
      if (data === 'start') {
        this.filled = 0;
        this.recording = true;
      } else if (data === 'stop') {
        this.flush();
        this.recording = false;
        this.port.postMessage({ ended: true });
      }
    };
  }

  /** Sends what has been heard since the last block. */
  flush() {
    const block = this.block.slice(0, this.filled);
    const peak = block.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    if (this.recording) this.port.postMessage({ peak, samples: block }, [block.buffer]);
    else this.port.postMessage({ peak });
    this.filled = 0;
  }

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    const heard = input?.[0];
    if (!heard) return true;
    for (let index = 0; index < heard.length;) {
      const length = Math.min(heard.length - index, blockSamples - this.filled);
      this.block.set(heard.subarray(index, index + length), this.filled);
      this.filled += length;
      index += length;
      if (this.filled === blockSamples) this.flush();
    }
    return true;
  }
}

registerProcessor('recorder', RecorderProcessor);
