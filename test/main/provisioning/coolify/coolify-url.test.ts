import { expect, test } from 'vitest'
import { clearTextWarning, parseCoolifyUrl } from '#main/provisioning/coolify/coolify-url'

test.each([
  ['https://coolify.example', 'https://coolify.example'],
  [' https://coolify.example:8000/api/v1/ ', 'https://coolify.example:8000'],
  ['http://192.168.1.5:8000/dashboard?x=1#y', 'http://192.168.1.5:8000'],
  ['https://[2001:db8::1]/', 'https://[2001:db8::1]'],
])('takes %s', (text, url) => {
  expect(parseCoolifyUrl(text)).toBe(url)
})

test.each([
  'coolify.example',
  'ftp://coolify.example',
  'https://me:pass@coolify.example',
  'http://169.254.169.254/latest',
  'http://[fe80::1]:8000',
  'http://metadata.google.internal',
  'http://2852039166/',
  '',
])('refuses %s', text => {
  expect(() => parseCoolifyUrl(text)).toThrow('url: ')
})

test('warns of a token in the clear', () => {
  expect(clearTextWarning('https://coolify.example')).toBeNull()
  expect(clearTextWarning('http://192.168.1.5:8000')).toContain('reads the token')
})
