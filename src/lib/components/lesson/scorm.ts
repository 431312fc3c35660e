/**
 * Tells a learning platform how far a lesson has been done (SCORM 1.2): it looks for the platform's API, says that it has
 * begun, and on every `willakuy:done` what is done and how many questions were answered right. It is bundled alone and goes
 * into the package only; where there is no platform it does nothing. No answer is sent, only their sum.
 */

/** What a platform offers (SCORM 1.2 Run-Time Environment, 3.3); all values are text. */
interface Api {
  LMSInitialize: (empty: '') => string;
  LMSFinish: (empty: '') => string;
  LMSGetValue: (element: string) => string;
  LMSSetValue: (element: string, value: string) => string;
  LMSCommit: (empty: '') => string;
}

/** Frames above this one that are looked into, as the standard advises. */
const deepest = 7;

const api = findApi(window) ?? (window.opener ? findApi(window.opener as Window) : undefined);
if (api && api.LMSInitialize('') === 'true') report(api);

function findApi(start: Window): Api | undefined {
  let frame = start;
  for (let depth = 0; depth < deepest; depth++) {
    try {
      const { API } = frame as Window & { API?: Api };
      if (API) return API;
    } catch {
      // A frame of another site may not be looked into: there is no platform of ours above it.
      return undefined;
    }
    if (frame.parent === frame) return undefined;
    frame = frame.parent;
  }
  return undefined;
}

function report(api: Api): void {
  const started = Date.now();
  const open = new Set(
    [...document.querySelectorAll<HTMLElement>('[data-activity]')].map(({ dataset }) => dataset.activity)
  );
  const before = api.LMSGetValue('cmi.core.lesson_status');
  const complete = () => {
    api.LMSSetValue('cmi.core.lesson_status', 'completed');
    api.LMSCommit('');
  };
  // A lesson without activities is there to be read: opening it is all that can be told.
  if (open.size === 0) complete();
  else if (before !== 'completed' && before !== 'passed') {
    api.LMSSetValue('cmi.core.lesson_status', 'incomplete');
    api.LMSCommit('');
  }

  document.addEventListener('willakuy:done', (event) => {
    const { activity, right, total } = (event as CustomEvent<{ activity?: string; right: number; total: number }>)
      .detail;
    open.delete(activity);
    if (activity === 'quiz' && total > 0) {
      api.LMSSetValue('cmi.core.score.min', '0');
      api.LMSSetValue('cmi.core.score.max', '100');
      api.LMSSetValue('cmi.core.score.raw', String(Math.round((100 * right) / total)));
    }
    if (open.size === 0) complete();
    else api.LMSCommit('');
  });

  let finished = false;
  const finish = () => {
    if (finished) return;
    finished = true;
    api.LMSSetValue('cmi.core.session_time', toTimespan(Date.now() - started));
    api.LMSCommit('');
    api.LMSFinish('');
  };
  window.addEventListener('pagehide', finish);
  window.addEventListener('beforeunload', finish);
}

/** `0001:02:03`, which is how the standard writes a length. */
function toTimespan(milliseconds: number): string {
  const seconds = Math.min(Math.floor(milliseconds / 1000), 9999 * 3600);
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(seconds / 3600, 4)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}`;
}
