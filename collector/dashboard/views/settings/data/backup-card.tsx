import { useSituation } from '../../../state/context.ts';

/** The whole store as one file; for owners of the whole account. */
export function BackupCard() {
  const { person } = useSituation();
  if (person?.websites !== null) return null;
  return (
    <section class="card" aria-labelledby="backup">
      <h2 id="backup">Backup</h2>
      <p class="soft">
        Everything of every website in one SQLite file, as it is at this moment. Keep it as safe as the collector
        itself.
      </p>
      <div>
        <a class="button" href="/api/backup" download="bizness.sqlite3">
          Download a backup
        </a>
      </div>
    </section>
  );
}
