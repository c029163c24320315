import { expect, test } from 'vitest';
import { destination } from '../../../../collector/dashboard/views/entrance/destination.ts';

test('a login leads back to the page that asked for it', () => {
  expect(destination('/sites/web_1/money?period=7d')).toBe('/sites/web_1/money?period=7d');
});

test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
  '/sites/x\\y',
])('a login never leads elsewhere: %j', (to) => {
  expect(destination(to)).toBe('/');
});

test.each(['/login', '/login?to=%2F', '/setup', '/join'])('a login does not lead back to the door: %s', (to) => {
  expect(destination(to)).toBe('/');
});
