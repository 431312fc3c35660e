/** What a worklet's own thread has; TypeScript's libraries know only the page's side of it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
