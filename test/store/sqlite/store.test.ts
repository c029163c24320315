import type * as StoreDoor from '../../../collector/store/index.ts';
import { openInMemory } from '../../support/temporary-store.ts';
import { describeStore } from '../suite/index.ts';

// The built one: its writer is a thread that runs a built file.
const built = '../../../dist/collector/store/index.js';
const door = (await import(built)) as typeof StoreDoor;

describeStore('the store in SQLite', openInMemory, door);
