import { useState } from 'preact/hooks';
import { ATTRIBUTION_MODELS } from '../../../contract/vocabulary.ts';
import { dimensionName } from '../../format/label.ts';
import { Choice } from '../../parts/form/choice.tsx';
import { LeftOut } from '../../parts/left-out.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { useSite, useSituation } from '../../state/context.ts';
import { ofMoney } from '../../state/filter-kinds.ts';
import { useQuestion } from '../../state/use-question.ts';
import { ModelTable } from './model-table.tsx';
import { MODEL_WORDS } from './model-words.ts';
import { useModels } from './use-models.ts';

const DIMENSIONS = ['channel', 'source', 'utm_campaign', 'entry_page', 'country'] as const;
const CHOICES = DIMENSIONS.map((id) => ({ id, name: dimensionName(id, true) }));
const FIRST_ROWS = 20;

/** Revenue by where it came from, under each attribution model side by side. */
export function MoneySources() {
  const site = useSite();
  const { websites } = useSituation();
  const { question, param, setParam } = useQuestion();
  const [room, setRoom] = useState(FIRST_ROWS);
  const own = websites.find(({ id }) => id === site.id)?.settings.attribution_model ?? 'last_non_direct';
  const dimension = DIMENSIONS.find((one) => one === param('by')) ?? 'source';
  const { reports, rows } = useModels(dimension, question.attribution ?? own);
  const all = Object.values(reports);
  const refused = all.find(({ problem }) => problem !== null);
  const again = () => {
    for (const report of all) report.reload();
  };
  const answer = reports[own].data;
  return (
    <>
      <Progress waiting={all.some(({ data, stale }) => data === null || stale)} />
      {refused?.problem && <Trouble problem={refused.problem} retry={again} />}
      <Panel title="Revenue under each model" stale={all.some(({ stale }) => stale)}>
        <div class="form-line">
          <Choice
            title="Rows by"
            options={CHOICES}
            chosen={dimension}
            onChoose={(id) => setParam('by', id === 'source' ? null : id)}
          />
        </div>
        <LeftOut what="Money" understood={ofMoney} />
        {rows !== null && rows.length === 0 && (
          <Empty title="No money in this period">
            {question.filters.length > 0
              ? 'Choose a longer one, or drop a filter.'
              : 'Choose a longer one, or send your payments to POST /api/revenue.'}
          </Empty>
        )}
        {(rows === null || rows.length > 0) && (
          <ModelTable
            dimension={dimension}
            own={own}
            rows={rows?.slice(0, room) ?? null}
            widest={rows === null ? null : (rows.reduce((a, b) => (b.spread > a.spread ? b : a)).label ?? null)}
            totals={reports}
            currency={answer?.metrics.currency ?? site.currency}
          />
        )}
        {rows !== null && rows.length > room && (
          <button type="button" class="button more" onClick={() => setRoom(room + 100)}>
            More rows
          </button>
        )}
        {rows !== null && <Warnings warnings={answer?.meta.warnings} />}
      </Panel>
      {rows !== null && (
        <dl class="model-words">
          {ATTRIBUTION_MODELS.map((model) => (
            <div key={model}>
              <dt>
                {MODEL_WORDS[model].name}
                {model === own && <span class="badge">this website’s</span>}
              </dt>
              <dd class="soft">{MODEL_WORDS[model].meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
