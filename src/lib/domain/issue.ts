/** Where something stands in a file. Lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** A problem found in the content, with its remedy, in the language of those who write it (Spanish). */
export interface Issue extends Place {
  rule: string;
  level: 'error' | 'warning';
  message: string;
}

export const issueAt = (place: Place, rule: string, message: string, level: Issue['level'] = 'error'): Issue => ({
  file: place.file,
  line: place.line,
  column: place.column,
  rule,
  level,
  message
});

export const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

/** One line of a report: `file:line:column rule: message`. */
export const formatIssue = (issue: Issue): string =>
  `${issue.file}:${issue.line}:${issue.column} ${issue.level === 'warning' ? 'aviso ' : ''}${issue.rule}: ${issue.message}`;

export const compareIssues = (a: Issue, b: Issue): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule);
