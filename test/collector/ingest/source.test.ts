import { describe, expect, it } from 'vitest';
import { deliver, server, visit, website } from './deliver.ts';

const PAGE = 'https://acme.com/';
const came = async (query: string, referrer?: string) => {
  const { source, channel, referrer: from } = await visit(PAGE + query, referrer);
  return { source, channel, referrer: from };
};
const sourceAndChannel = async (query: string, referrer?: string) => {
  const { source, channel } = await came(query, referrer);
  return [source, channel];
};

describe('the source of a visit', () => {
  it('is nothing for a direct one', async () => {
    expect(await came('')).toEqual({ source: null, channel: 'Direct', referrer: null });
    expect(await came('', '')).toEqual({ source: null, channel: 'Direct', referrer: null });
  });

  it.each([
    ['https://www.google.co.uk/', 'Google', 'Organic Search'],
    ['https://google.com/', 'Google', 'Organic Search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'Google', 'Organic Search'],
    ['https://news.google.com/', 'Google News', 'Referral'],
    ['https://news.google.co.uk/articles/x', 'Google News', 'Referral'],
    ['https://tieba.baidu.com/p/1', 'Baidu Tieba', 'Organic Social'],
    ['https://www.baidu.com/', 'Baidu', 'Organic Search'],
    ['https://yuanbao.tencent.com/', 'Yuanbao', 'AI Assistants'],
    ['https://chatglm.cn/main/alltoolsdetail', 'ChatGLM', 'AI Assistants'],
    ['https://chat.z.ai/', 'Z.ai', 'AI Assistants'],
    ['https://felo.ai/search/x', 'Felo', 'AI Assistants'],
    ['https://huggingface.co/chat/', 'HuggingChat', 'AI Assistants'],
    ['https://t3.chat/', 'T3 Chat', 'AI Assistants'],
    ['https://yiyan.baidu.com/', 'ERNIE Bot', 'AI Assistants'],
    ['https://metaso.cn/', 'Metaso', 'AI Assistants'],
    ['https://lmarena.ai/', 'LMArena', 'AI Assistants'],
    ['https://docs.google.com/document/d/1', 'docs.google.com', 'Referral'],
    ['https://mail.google.com/', 'Gmail', 'Email'],
    ['https://gemini.google.com/', 'Gemini', 'AI Assistants'],
    ['https://www.bing.com/search', 'Bing', 'Organic Search'],
    ['https://duckduckgo.com/', 'DuckDuckGo', 'Organic Search'],
    ['https://chatgpt.com/', 'ChatGPT', 'AI Assistants'],
    ['https://chat.openai.com/c/1', 'ChatGPT', 'AI Assistants'],
    ['https://www.perplexity.ai/', 'Perplexity', 'AI Assistants'],
    ['https://l.facebook.com/l.php', 'Facebook', 'Organic Social'],
    ['https://m.facebook.com/', 'Facebook', 'Organic Social'],
    ['https://t.co/abc', 'Twitter/X', 'Organic Social'],
    ['https://news.ycombinator.com/item?id=1', 'Hacker News', 'Organic Social'],
    ['https://www.youtube.com/watch', 'YouTube', 'Organic Video'],
    ['https://www.amazon.de/', 'Amazon', 'Organic Shopping'],
    ['https://www.example.org/blog', 'example.org', 'Referral'],
    ['https://notgoogle.com/', 'notgoogle.com', 'Referral'],
    ['https://google.com.evil.example/', 'google.com.evil.example', 'Referral'],
  ])('from %s is %s, %s', async (referrer, source, channel) => {
    expect(await sourceAndChannel('', referrer)).toEqual([source, channel]);
  });

  it.each(['https://xn--mller-kva.de/', 'https://Müller.de./', 'http://www.m%C3%BCller.de:8080/'])(
    'from an international host is told in its own script: %s',
    async (referrer) => {
      expect(await came('', referrer)).toEqual({ source: 'müller.de', channel: 'Referral', referrer: 'müller.de' });
    },
  );

  it('is none where the host is the website’s own, however either is written', async () => {
    const own = website({}, { domain: 'xn--mller-kva.de', allowedDomains: ['*.müller.de'] });
    for (const host of ['müller.de', 'xn--mller-kva.de.', 'WWW.MÜLLER.DE', 'shop.xn--mller-kva.de:8443']) {
      const row = await visit('https://shop.müller.de/', `https://${host}/a`, { website: own });
      expect([row.source, row.channel]).toEqual([null, 'Direct']);
    }
  });

  it.each([
    ['fb', 'Facebook'],
    ['FaceBook', 'Facebook'],
    ['facebook-ads', 'Facebook'],
    ['m.facebook.com', 'Facebook'],
    ['chatgpt.com', 'ChatGPT'],
    ['google', 'Google'],
    ['www.google.fr', 'Google'],
    ['hn', 'Hacker News'],
    ['  Launch List ', 'Launch List'],
    ['partner.example', 'partner.example'],
    ['leads', 'leads'],
  ])('tagged “%s” is %s', async (tag, source) => {
    for (const parameter of ['utm_source', 'source', 'ref']) {
      expect((await came(`?${parameter}=${encodeURIComponent(tag)}`)).source).toBe(source);
    }
  });

  it('is what the tag says, before the referrer and a click id', async () => {
    expect(await came('?utm_source=newsletter&utm_medium=email&gclid=1', 'https://www.google.com/')).toEqual({
      source: 'newsletter',
      channel: 'Email',
      referrer: 'google.com',
    });
  });

  it('is told by a click id when nothing else tells it', async () => {
    expect(await sourceAndChannel('?gclid=1')).toEqual(['Google', 'Paid Search']);
    expect(await sourceAndChannel('?fbclid=1')).toEqual(['Facebook', 'Organic Social']);
    expect(await sourceAndChannel('?fbclid=1', 'https://l.instagram.com/')).toEqual(['Instagram', 'Organic Social']);
  });

  it('is none for labels that reports have reserved', async () => {
    expect((await came('?utm_source=(direct)&utm_campaign=x')).source).toBeNull();
  });

  it('is never the website itself', async () => {
    const none = { source: null, channel: 'Direct', referrer: null };
    expect(await came('', 'https://acme.com/pricing')).toEqual(none);
    expect(await came('', 'https://blog.acme.com:8080/post')).toEqual(none);
    expect(await came('', 'https://notacme.com/')).toMatchObject({ source: 'notacme.com' });
    const staging = await visit('https://staging.example/b', 'https://staging.example/a');
    expect(staging.source).toBeNull();
  });

  it.each([
    'https://checkout.stripe.com/c/pay/cs_live_1',
    'https://www.paypal.com/checkoutnow',
    'https://acme.lemonsqueezy.com/checkout',
    'https://buy.paddle.com/x',
    'https://polar.sh/checkout/1',
  ])('is never a payment provider: %s', async (referrer) => {
    const row = await visit(PAGE, referrer);
    expect([row.source, row.channel, row.tagged]).toEqual([null, 'Direct', false]);
    expect(row.referrer).toBe(new URL(referrer).host.replace('www.', ''));
    expect(JSON.parse(row.properties).referrer).toBe(new URL(referrer).origin);
  });

  it.each([
    'https://accounts.google.com/signin/oauth?client_id=1',
    'https://login.microsoftonline.com/3f2a/oauth2/v2.0',
    'https://acme.eu.auth0.com/login?state=1',
    'https://3ds.bank.example/challenge/1',
    'https://sis.redsys.es/sis/realizarPago',
  ])('is never a page to sign in or to pay: %s', async (referrer) => {
    const row = await visit(PAGE, referrer);
    expect([row.source, row.channel, row.tagged]).toEqual([null, 'Direct', false]);
    expect([row.referrer, JSON.parse(row.properties).referrer]).toEqual([
      new URL(referrer).host,
      new URL(referrer).origin,
    ]);
  });

  it('is one for a website’s host, its address and its referrer', async () => {
    for (const tag of ['Partner.Example.org', 'www.partner.example.org', 'https://partner.example.org/']) {
      for (const parameter of ['utm_source', 'source', 'ref']) {
        expect((await came(`?${parameter}=${encodeURIComponent(tag)}`)).source).toBe('partner.example.org');
      }
    }
    expect((await came('', 'https://WWW.partner.example.org/blog')).source).toBe('partner.example.org');
  });

  it('is never a payment provider that tags its way back', async () => {
    const row = await visit(`${PAGE}?utm_source=checkout.stripe.com`);
    expect([row.source, row.channel, row.tagged]).toEqual([null, 'Direct', false]);
  });
});

describe('the referrer', () => {
  it('is stored as host and path, and among the properties without query and credentials', async () => {
    const row = await visit(PAGE, 'https://me:pw@www.example.org:8080/a/b?token=1#x');
    expect(row.referrer).toBe('example.org/a/b');
    expect(JSON.parse(row.properties).referrer).toBe('https://www.example.org:8080/a/b');
  });

  it.each(['/pricing', 'nonsense', 'about:blank', 'https://'])('is nothing when it is %s', async (referrer) => {
    expect(await came('', referrer)).toEqual({ source: null, channel: 'Direct', referrer: null });
  });

  it('may be named by a server, for its visitor', async () => {
    const context = { ip: '8.8.8.8', referrer: 'https://www.bing.com/' };
    const { row } = await deliver({ context, properties: { page_url: PAGE } }, { sender: server() });
    expect([row?.source, row?.referrer, row?.properties]).toEqual(['Bing', 'bing.com', `{"page_url":"${PAGE}"}`]);
    const properties = { page_url: PAGE, referrer: 'news.ycombinator.com' };
    expect((await deliver({ context, properties }, { sender: server() })).row?.source).toBe('Hacker News');
  });

  it('is judged anew by each website', async () => {
    const referrer = 'https://friend.example/';
    const own = website({}, { allowedDomains: ['friend.example'] });
    expect((await visit(PAGE, referrer, { website: own })).source).toBeNull();
    expect((await visit(PAGE, referrer)).source).toBe('friend.example');
  });
});

describe('the channel of a visit', () => {
  it.each([
    ['?utm_source=google&utm_medium=cross-network', 'Cross-network'],
    ['?utm_source=google&utm_medium=cpc&utm_campaign=Cross-Network%20x', 'Cross-network'],
    ['?utm_source=chatgpt.com&utm_medium=cpc', 'AI Assistants'],
    ['?utm_source=amazon&utm_medium=cpc', 'Paid Shopping'],
    ['?utm_source=google&utm_medium=CPC', 'Paid Search'],
    ['?utm_source=bing&utm_medium=ppc', 'Paid Search'],
    ['?utm_source=google&gclid=1', 'Paid Search'],
    ['?utm_source=bing&msclkid=1', 'Paid Search'],
    ['?utm_source=bing&gclid=1', 'Organic Search'],
    ['?utm_source=google-ads', 'Paid Search'],
    ['?utm_source=fb-ads', 'Paid Social'],
    ['?utm_source=facebook&utm_medium=paid-social', 'Paid Social'],
    ['?utm_source=reddit&utm_medium=retargeting', 'Paid Social'],
    ['?utm_source=youtube&utm_medium=link', 'Organic Video'],
    ['?utm_source=youtube&utm_medium=cpc', 'Paid Video'],
    ['?utm_source=somewhere&utm_medium=banner', 'Display'],
    ['?utm_source=somewhere&utm_medium=cpm', 'Display'],
    ['?utm_source=somewhere&utm_medium=cpc', 'Paid Other'],
    ['?utm_medium=paid', 'Paid Other'],
    ['?utm_source=etsy', 'Organic Shopping'],
    ['?utm_source=somewhere&utm_medium=social', 'Organic Social'],
    ['?utm_source=somewhere&utm_medium=video', 'Organic Video'],
    ['?utm_source=somewhere&utm_medium=organic', 'Organic Search'],
    ['?utm_source=somewhere&utm_medium=e-mail', 'Email'],
    ['?utm_source=Email', 'Email'],
    ['?utm_source=partner&utm_medium=affiliate', 'Affiliates'],
    ['?utm_source=show&utm_medium=audio', 'Audio'],
    ['?utm_source=sms', 'SMS'],
    ['?utm_source=app&utm_medium=web_push', 'Mobile Push Notifications'],
    ['?utm_source=app&utm_medium=notification', 'Mobile Push Notifications'],
    ['?utm_source=partner', 'Referral'],
    ['?utm_source=partner&utm_medium=link', 'Referral'],
    ['?utm_campaign=launch', 'Referral'],
    ['?mc_eid=1', 'Referral'],
    ['?q=1', 'Direct'],
  ])('%s is %s', async (query, channel) => {
    expect((await came(query)).channel).toBe(channel);
  });
});

describe('a page reached from the website itself', () => {
  const OWN = 'https://acme.com/blog';
  const nothing = {
    source: null,
    channel: 'Direct',
    referrer: null,
    tagged: false,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
  };

  it.each(['ref=navbar', 'source=footer', 'utm_source=blog&utm_medium=banner', 'utm_campaign=spring', 'gclid=1'])(
    'is no touch, whatever its link carries: %s',
    async (query) => {
      for (const [page, referrer] of [
        ['https://acme.com/pricing', OWN],
        ['https://acme.com/pricing', 'https://docs.acme.com/a?x=1'],
        ['https://staging.example/pricing', 'https://staging.example/'],
      ] as const) {
        expect(await visit(`${page}?${query}`, referrer)).toMatchObject(nothing);
      }
      expect(await visit(`${PAGE}pricing?${query}`, 'https://elsewhere.example/')).toMatchObject({ tagged: true });
      expect(await visit(`${PAGE}pricing?${query}`)).toMatchObject({ tagged: true });
    },
  );

  it('keeps the tags in its address, and says what is wrong with the link', async () => {
    const row = await visit('https://acme.com/pricing?ref=navbar', OWN);
    expect([JSON.parse(row.properties).page_url, row.link_flaws]).toEqual([
      'https://acme.com/pricing?ref=navbar',
      'own_link',
    ]);
    expect((await visit('https://acme.com/pricing?gclid=1', OWN)).link_flaws).toBeNull();
    expect((await visit('https://acme.com/pricing', OWN)).link_flaws).toBeNull();
  });

  it('has the source it was led on with, and is no further touch', async () => {
    const tags = 'utm_source=fb&utm_medium=cpc';
    expect(await visit(`https://acme.com/en/?${tags}`, `https://acme.com/?${tags}&fbclid=1`)).toMatchObject({
      source: 'Facebook',
      channel: 'Paid Social',
      utm_medium: 'cpc',
      tagged: false,
      link_flaws: null,
    });
    expect(await visit(`https://acme.com/en/?${tags}`, 'https://acme.com/?utm_source=fb')).toMatchObject(nothing);
  });
});

describe('a placeholder that was not replaced', () => {
  it.each(['{{site_source_name}}', '{network}', '__SOURCE__', '%%source%%', '*|SOURCE|*', '[source]', '{%source%}'])(
    'names no source: %s',
    async (tag) => {
      const row = await visit(`${PAGE}?utm_source=${encodeURIComponent(tag)}&utm_medium=cpc&fbclid=1`);
      expect([row.source, row.channel, row.utm_source, row.tagged, row.link_flaws]).toEqual([
        'Facebook',
        'Paid Social',
        tag,
        true,
        'placeholder',
      ]);
    },
  );

  it('is told of a campaign too, which is kept as it was written', async () => {
    const row = await visit(`${PAGE}?utm_source=fb&utm_campaign=%7B%7Bcampaign.id%7D%7D`);
    expect([row.source, row.utm_campaign, row.link_flaws]).toEqual(['Facebook', '{{campaign.id}}', 'placeholder']);
  });
});
