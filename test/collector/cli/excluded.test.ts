import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizness, biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../../support/command.ts';

const VISITOR_USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.61 Safari/537.36';

let folder: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector;
let key: string;
const excluded = (...args: string[]) => biznessOk(['excluded', ...args, '--data-dir', folder.folder]);

/** Page views and sessions, as the running collector reports them. */
async function reported(): Promise<[number, number]> {
  const address = `${collector.url}/api/analytics?website_id=acme&start_date=2024-01-01&end_date=2024-01-31`;
  const response = await fetch(address, { headers: { Authorization: `Bearer ${key}` } });
  const { metrics } = (await response.json()) as { metrics: { pageviews: number; sessions: number } };
  return [metrics.pageviews, metrics.sessions];
}

beforeAll(async () => {
  folder = temporaryFolder();
  const at = ['--data-dir', folder.folder];
  await biznessOk(['website', 'add', 'acme.com', '--id', 'acme', ...at]);
  key = JSON.parse(await biznessOk(['key', 'create', '--json', ...at])).key;
  collector = await startBizness(folder.folder);
  const view = (event_id: string, minute: number, context: object, referrer?: string) => ({
    event_id,
    event_name: 'page_view',
    visitor_id: 'v1',
    timestamp: `2024-01-15T10:${minute}:00Z`,
    properties: { page_url: 'https://acme.com/', ...(referrer === undefined ? {} : { referrer }) },
    context,
  });
  const response = await fetch(`${collector.url}/api/events/batch`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      website_id: 'acme',
      events: [
        view('person', 10, { user_agent: VISITOR_USER_AGENT }, 'https://blog.example/a'),
        view('bot', 35, { user_agent: 'Googlebot/2.1', ip: '8.8.8.8' }),
        view('later', 59, { user_agent: VISITOR_USER_AGENT }),
        view('spam', 11, { user_agent: VISITOR_USER_AGENT }, 'https://semalt.com/'),
      ],
    }),
  });
  const answer = (await response.json()) as { event_ids: string[]; dropped: unknown };
  expect(answer.event_ids).toEqual(['person', 'later']);
  expect(answer.dropped).toEqual([
    { index: 1, event_id: null, dropped: 'bot' },
    { index: 3, event_id: null, dropped: 'referrer_spam' },
  ]);
});
afterAll(async () => {
  await collector.stop();
  folder.remove();
});

describe('bizness excluded', () => {
  it('counts, exports, readmits and takes out events beside a running collector', async () => {
    const counted = async (...args: string[]) =>
      JSON.parse(await excluded('list', '--website', 'acme', '--json', ...args));
    expect(await counted()).toEqual([
      { reason: 'bot', events: 1, visitors: 1 },
      { reason: 'referrer_spam', events: 1, visitors: 1 },
    ]);
    expect(await counted('--by', 'day,country', '--reason', 'bot')).toEqual([
      { day: '2024-01-15', country: 'US', events: 1, visitors: 1 },
    ]);
    expect(await excluded('list', '--website', 'acme')).toMatch(/^REASON +EVENTS +VISITORS\nbot +1 +1\n/);
    const kept = await biznessOk(['export', '--website', 'acme', '--excluded', '--data-dir', folder.folder]);
    expect(
      kept
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).excluded),
    ).toEqual(['bot', 'referrer_spam']);
    expect(kept).not.toMatch(/8\.8\.8\.8|Googlebot\/2\.1/);

    expect(await reported()).toEqual([2, 2]);
    const bots = ['readmit', '--website', 'acme', '--reason', 'bot'];
    expect(await excluded(...bots, '--dry-run')).toContain('1 events would be counted');
    expect(await reported()).toEqual([2, 2]);
    expect(await excluded(...bots)).toContain('1 events are counted now');
    // The bot's view joins what it lies between.
    expect(await reported()).toEqual([3, 1]);
    expect(await excluded(...bots)).toContain('0 events');

    const blog = ['add', '--website', 'acme', '--referrer', 'blog.example'];
    // The visit that began there, with all that happened in it.
    expect(await excluded(...blog, '--dry-run')).toContain('3 events would be kept apart');
    expect(await excluded(...blog)).toContain('3 events are kept apart now');
    expect(await reported()).toEqual([0, 0]);
    expect(await counted('--reason', 'owner', '--by', 'referrer')).toContainEqual({
      referrer: 'blog.example/a',
      events: 1,
      visitors: 1,
    });
    expect(await counted('--from', '2024-01-16')).toEqual([]);
    expect(await counted('--to', '2024-01-14')).toEqual([]);
    expect(await counted('--from', '2024-01-15T10:11:00Z', '--to', '2024-01-15T10:11:01Z')).toHaveLength(1);
  });

  it.each([
    [['list', '--website', 'nope'], 'There is no website nope'],
    [['list'], "required option '--website <id>'"],
    [['list', '--website', 'acme', '--by', 'colour'], 'Expected one or more of reason, day'],
    [['readmit', '--website', 'acme', '--reason', 'gpc'], /bot, referrer_spam, owner/],
    [['readmit', '--website', 'acme', '--from', 'yesterday'], /--from.*ISO 8601/],
    [['readmit', '--website', 'acme', '--from', '2024-02-01', '--to', '2024-01-01'], /--from.*no later than --to/],
    [['list', '--website', 'acme', '--hostname', 'https://acme.com/'], '--hostname takes a host such as acme.com'],
    [['list', '--website', 'acme', '--hostname', ''], '--hostname takes a host'],
    [['add', '--website', 'acme', '--referrer', 'spam.example/path'], '--referrer takes a host'],
    [['add', '--website', 'acme'], 'Say which events'],
    [['add', '--website', 'acme', '--from', '2024-01-01'], 'Say which events'],
  ])('refuses %j in one line', async (args, words) => {
    const outcome = await bizness(['excluded', ...args, '--data-dir', folder.folder]);
    expect(outcome.stderr).toMatch(words);
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(outcome.code).toBe(1);
  });
});
