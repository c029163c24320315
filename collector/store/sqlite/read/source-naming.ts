import { labelOfValue } from '../../../model/dimension-label.ts';
import { foldCase } from '../../../model/match/filter.ts';
import { websiteNumberOf } from '../../../model/site.ts';
import { type Came, type NoSourceRule, noSourceRule } from '../../../model/sources/no-source.ts';
import type { Connection } from '../engine/connection.ts';

/** What a site's reports call the sources that are stored. */
export interface SourceNaming {
  /** Equal for namings that give every visit the same name. */
  key: string;
  /** Which kind of host that is no source a visit came by, if by one. */
  noSource: NoSourceRule;
  /** The one spelling that is shown of those that differ in case alone. */
  spell(source: string): string;
}

/** Makes a site's naming the one that `named_source` in queries goes by, until the next call, and answers it. */
export type NameSources = (site: number) => SourceNaming;

/**
 * Names sources by the website's list of hosts that are none, as it stands now, and by the spellings that are stored now: a
 * change applies to all history at once. Registers the functions `named_source` and
 * `source_label` on the connection.
 */
export function nameSources(db: Connection): NameSources {
  const made = naming.get(db) ?? makeNaming(db);
  naming.set(db, made);
  return made;
}

/** One for each connection, which has but one function of a name. */
const naming = new WeakMap<Connection, NameSources>();

function makeNaming(db: Connection): NameSources {
  const settingsOf = db
    .prepare<unknown[], string | null>(`select settings ->> 'excluded_referrers' from websites where number = @number`)
    .pluck();
  // Most sources are hosts in lower case, of which nothing differs in case.
  const writtenOf = db
    .prepare<unknown[], Spelling>(
      `select source, count from source_spellings
       where site = @site and (source <> lower(source) or source glob '*[^ -~]*')`,
    )
    .raw();
  const countOf = db
    .prepare<unknown[], Spelling>(
      `select source, count from source_spellings
       where site = @site and source in (select value from json_each(@sources))`,
    )
    .raw();
  const spellingsOf = (site: number): Spelling[] => {
    const written = writtenOf.all({ site });
    const lower = written.map(([source]) => foldCase(source).toLowerCase());
    const known = new Map([...written, ...countOf.all({ site, sources: JSON.stringify(lower) })]);
    return [...known];
  };
  const stateOf = db
    .prepare<[], string>(`select total_changes() || ' ' || (select data_version from pragma_data_version)`)
    .pluck();
  const known = new Map<number, { state: string; naming: SourceNaming }>();
  let current: SourceNaming = { key: '', noSource: noSourceRule([]), spell: (source) => source };

  const named = (came: Came): string | null =>
    current.noSource(came) === null ? current.spell(came.source as string) : null;
  db.function('named_source', { deterministic: true }, (source, referrer, utm_source) =>
    named({ source, referrer, utm_source } as Came),
  );
  db.function('source_label', { deterministic: true }, (source, referrer, utm_source) => {
    const name = named({ source, referrer, utm_source } as Came);
    return name === null ? null : labelOfValue(name);
  });

  const read = (site: number): SourceNaming => {
    const list = settingsOf.get({ number: websiteNumberOf(site) }) ?? '[]';
    const chosen = chooseSpellings(spellingsOf(site));
    return {
      key: JSON.stringify([list, [...chosen]]),
      noSource: noSourceRule(JSON.parse(list)),
      spell: (source) => chosen.get(source) ?? source,
    };
  };
  return (site) => {
    // A report asks for thousands of payers' touches, between which hardly anything is written.
    const state = stateOf.get() as string;
    const kept = known.get(site);
    if (kept?.state === state) current = kept.naming;
    else {
      const naming = read(site);
      // The hosts that a rule has judged stay judged.
      current = kept?.naming.key === naming.key ? kept.naming : naming;
      if (known.size >= SITES) known.clear();
      known.set(site, { state, naming: current });
    }
    return current;
  };
}

/** A source as it is written, and how often. */
type Spelling = [source: string, count: number];

/** Sites whose naming is kept at hand. */
const SITES = 100;

/**
 * Of spellings that differ in case alone the most frequent, of equally frequent ones the first in order of their characters;
 * by each of the others.
 */
function chooseSpellings(spellings: Spelling[]): Map<string, string> {
  const groups = new Map<string, Spelling[]>();
  for (const spelling of spellings) {
    const folded = foldCase(spelling[0]);
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [spelling]);
    else group.push(spelling);
  }
  const chosen = new Map<string, string>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const [[best]] = group.sort(([a, often], [b, oftener]) => oftener - often || (a < b ? -1 : 1)) as [
      [string, number],
    ];
    for (const [spelling] of group) if (spelling !== best) chosen.set(spelling, best);
  }
  return chosen;
}
