import { guarded } from './browser/guarded.ts';
import { install } from './install.ts';
import { tagOptions } from './tag.ts';

// The one file that acts on import: it is what the script tag runs.
guarded(() => install(tagOptions()))();
