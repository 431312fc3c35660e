declare module 'webvtt-parser' {
  /** A piece of a caption: words, or a tag with what is in it (`value` is what a voice tag names). */
  export type CaptionNode =
    { type: 'text'; value: string } | { type: 'object'; name: string; value?: string; children: CaptionNode[] };

  interface ParsedCue {
    id: string;
    startTime: number;
    endTime: number;
    tree: { children: CaptionNode[] };
  }
  interface Parser {
    parse(text: string, mode: 'metadata'): { cues: ParsedCue[]; errors: { message: string; line: number }[] };
  }
  const parsers: { WebVTTParser: new (entities: Record<string, string>) => Parser };
  export default parsers;
}
