import { expect, test } from 'vitest'
import { outsideLink } from '#main/window/outside-link'

test('pages and mails are opened outside', () => {
  expect(outsideLink('https://example.org/a?b#c')).toBe('https://example.org/a?b#c')
  expect(outsideLink('http://127.0.0.1:3000/')).toBe('http://127.0.0.1:3000/')
  expect(outsideLink('mailto:ann@example.org')).toBe('mailto:ann@example.org')
})

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'data:text/html,<script>1</script>',
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id',
  'vbscript:x',
  'banyan://app/',
  '//example.org',
  'example.org',
  '',
])('%j goes nowhere', link => {
  expect(() => outsideLink(link)).toThrow('leads to no web page')
})
