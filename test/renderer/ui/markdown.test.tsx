import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { openPreferences } from '#renderer/state/preferences'
import { WindowProvider } from '#renderer/state/use-window-state'
import { createWindowState } from '#renderer/state/window-state'
import { markdownParts } from '#renderer/ui/markdown-parts'
import { Markdown } from '../../../renderer/ui/markdown.tsx'
import { FakeBridge } from '../fake-bridge.ts'
import { aSnapshot } from '../snapshot.ts'

const state = createWindowState(new FakeBridge(aSnapshot()))
const preferences = openPreferences({ getItem: () => null, setItem() {} })

function html(text: string): string {
  const markdown = createElement(Markdown, { text })
  return renderToStaticMarkup(
    createElement(WindowProvider, { value: { state, preferences } }, markdown),
  )
}

test('prose, lists, tables, code and formulas become elements', () => {
  const made = html(
    '# A\n\n**b** ~~c~~\n\n- d\n\n| e |\n| --- |\n| f |\n\n```ts\nconst g = 1\n```\n\n$$\nh^2\n$$',
  )
  for (const part of ['<h1>A</h1>', '<strong>b</strong>', '<del>c</del>', '<li>d</li>']) {
    expect(made).toContain(part)
  }
  expect(made).toContain('<td>f</td>')
  expect(made).toContain('hljs-keyword')
  expect(made).toContain('katex-display')
})

const words = Array.from({ length: 90 }, (_, at) => `*word* ${at}, \`code\` and $x_${at}$ as well`)
const long = {
  list: words.map(word => `- ${word}\n  - within\n  - it`).join('\n'),
  numbers: words.map((word, at) => `${at + 3}. ${word}\n   1. within`).join('\n'),
  table: `| A | B |\n| --- | ---: |\n${words.map(word => `| ${word} | 2 |`).join('\n')}`,
}
const tagsIn = (made: string) => made.replaceAll(/>\s+</g, '><')

test.each(Object.entries(long))('a long %s is read in parts and comes to the same', (_, text) => {
  const parts = markdownParts(text)?.parts ?? []
  // What follows without a mark of its own belongs to neither, so that all is read at once.
  const whole = html(`${text}\nend`)
  expect(parts.length).toBeGreaterThan(2)
  expect(markdownParts(`${text}\nend`)).toBeNull()
  expect(tagsIn(html(text))).toBe(tagsIn(whole).replace(/<tr><td>end.*?<\/tr>|\nend/, ''))
})

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
  '<style>body{display:none}</style><form action="https://evil.example"><input></form>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](vbscript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](file:///etc/passwd)',
  '[x](banyan://app/index.html)',
  '[x](ms-msdt:/id)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)',
  '![x](data:text/html,<script>alert(1)</script>)',
  '![x](data:image/png;base64,AA"onerror="alert(1))',
  '$$\\href{javascript:alert(1)}{x}$$',
  '$$\\htmlClass{evil}{x} \\htmlStyle{position:fixed}{x} \\includegraphics{https://evil.example/a.png}$$',
  '\\(\\url{javascript:alert(1)}\\)',
  '```"><img src=x onerror=alert(1)>\nx\n```',
  '| <img src=x onerror=alert(1)> |\n| --- |\n| <script>1</script> |',
  'x[^1]\n\n[^1]: <script>alert(1)</script> [y](javascript:alert(1))',
]

test.each(attacks)('%j brings no element and no address of its own', attack => {
  // The formula's own text may be kept as an annotation; only elements and attributes can do harm.
  const tags = html(attack).match(/<[a-z][^>]*>/gi) ?? []
  const names = tags.map(tag => /^<([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '')
  for (const bad of [
    'script',
    'iframe',
    'style',
    'form',
    'img',
    'object',
    'embed',
    'link',
    'base',
  ]) {
    expect(names).not.toContain(bad)
  }
  for (const tag of tags) {
    expect(tag).not.toMatch(/\son\w+=/i)
    expect(tag).not.toMatch(/(?:href|src)="(?!https?:|mailto:|#)/i)
    expect(tag).not.toMatch(/position:\s*fixed/)
  }
})

test('a picture from elsewhere is a link, one in the text is shown', () => {
  expect(html('![cat](https://example.org/cat.png)')).toMatch(
    /<a href="https:\/\/example.org\/cat.png"[^>]*>cat<\/a>/,
  )
  expect(html('![dot](data:image/png;base64,iVBORw0KGgo=)')).toContain(
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="dot"/>',
  )
})

const floods: readonly (readonly [string, string])[] = [
  ['quotations in one another', '> '.repeat(20_000)],
  [
    'lists in one another',
    Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(2 * at)}- x`).join('\n'),
  ],
  ['lists on one line', `${'- '.repeat(10_000)}x`],
  ['brackets that nothing closes', '['.repeat(20_000)],
  ['pictures that nothing closes', '!['.repeat(10_000)],
  ['links in links', '[a]('.repeat(10_000)],
  ['stars', '*a '.repeat(10_000)],
  ['stars and dashes', '*_'.repeat(15_000)],
  ['backticks', Array.from({ length: 200 }, (_, at) => '`'.repeat(at)).join(' ')],
  ['dollars', '$a'.repeat(15_000)],
  ['formulas that nothing closes', '\\['.repeat(15_000)],
  ['braces in a formula', `$$${'{'.repeat(5_000)}$$`],
  ['a formula that makes itself', '$$\\def\\a{\\a\\a}\\a$$'],
  ['pipes', '|'.repeat(30_000)],
  ['angles', '<a '.repeat(10_000)],
  ['ats', 'a@'.repeat(15_000)],
  ['addresses', 'www.'.repeat(8_000)],
]

test.each(floods)('%s neither break the drawing nor hold it up', (_, text) => {
  const since = performance.now()
  expect(html(text).length).toBeGreaterThan(0)
  expect(performance.now() - since).toBeLessThan(4_000)
})
