import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { formatOf, importHosts } from '#main/provisioning/hosts/import/import-hosts'
import { aBook } from '../a-book.ts'
import { asking } from './an-import.ts'

test.each([
  ['name,port\na,22', 'csv', 'one of them "address"'],
  ['', 'csv', 'one of them "address"'],
  ['address,password\n192.0.2.1,"hidden', 'csv', 'quotes in or after line 2'],
  ['{"servers": hidden}', 'json', 'not valid JSON'],
  ['{"hosts": []}', 'json', '"servers"'],
  ['Host a\nHost', 'ssh_config', 'no ssh config'],
  ['Host "hidden\n', 'ssh_config', 'no ssh config'],
])('refuses %j as %s, and quotes nothing of it', async (text, format, problem) => {
  const { book } = await aBook()
  const failure = await importHosts(book, asking(text)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(FaultError)
  expect([
    formatOf(text),
    String(failure).includes(problem),
    String(failure).includes('hidden'),
  ]).toEqual([format, true, false])
})

test('whatever the text is, it is taken entry by entry or refused as a whole', async () => {
  const { book } = await aBook()
  const words = fc.constantFrom(
    ...[
      'Host ',
      'Host *',
      'HostName ',
      'ProxyJump ',
      'a',
      'b',
      ',',
      ';',
      '"',
      '\n',
      '  ',
      '*',
      '!',
    ],
    ...[
      'address',
      'ip',
      '{',
      '}',
      '[',
      ']',
      '"servers":',
      ':',
      '192.0.2.1',
      '%h',
      '@',
      '=',
      '#',
      '小',
    ],
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(words).map(parts => parts.join('')),
      ),
      fc.constantFrom('auto', 'csv', 'ssh_config', 'json' as const),
      async (text, format) => {
        try {
          await importHosts(book, asking(text, { format, isDryRun: true }))
        } catch (error) {
          expect(error).toBeInstanceOf(FaultError)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('what a table says in quotes arrives as it is', async () => {
  const { book } = await aBook()
  const value = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter(text => /^[^\p{C}\p{Z}/\\]+$/u.test(text))
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(value, fc.constantFrom(',', ';', '\t'), async (region, delimiter) => {
      const text = ['address', 'region'].join(delimiter)
      const line = ['192.0.2.1', quoted(region)].join(delimiter)
      const drafts: unknown[] = []
      const watching = {
        list: () => [],
        add: book.add.bind(book),
        draft: (...wish: Parameters<typeof book.draft>) => {
          const draft = book.draft(...wish)
          drafts.push(draft.region)
          return draft
        },
      }
      await importHosts(watching, asking(`${text}\n${line}`, { format: 'csv', isDryRun: true }))
      expect(drafts).toEqual([region])
    }),
    { numRuns: 300 },
  )
})
