import campaign from '../../../locales/es/campaign.json' with { type: 'json' };
import desk from '../../../locales/es/desk.json' with { type: 'json' };
import pack from '../../../locales/es/pack.json' with { type: 'json' };
import rundown from '../../../locales/es/rundown.json' with { type: 'json' };

/** The words that only the desk says, in one file to load. */
export const words = { ...desk, ...rundown, ...campaign, ...pack };
