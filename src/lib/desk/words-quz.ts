import campaign from '../../../locales/quz/campaign.json' with { type: 'json' };
import desk from '../../../locales/quz/desk.json' with { type: 'json' };
import pack from '../../../locales/quz/pack.json' with { type: 'json' };
import rundown from '../../../locales/quz/rundown.json' with { type: 'json' };

/** The words that only the desk says, in one file to load. */
export const words = { ...desk, ...rundown, ...campaign, ...pack };
