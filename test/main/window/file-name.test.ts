import { expect, test } from 'vitest'
import { fileNameOf } from '#main/window/file-name'

test('a suggested name leads to no other folder and hides nothing', () => {
  const names = {
    'Costs, 30 days.csv': 'Costs, 30 days.csv',
    '我叫小李.md': '我叫小李.md',
    '../../.ssh/authorized_keys': 'ssh authorized_keys',
    '..\\..\\boot.ini': 'boot.ini',
    '.bashrc': 'banyan.bashrc',
    'C:\\a.md': 'C a.md',
    'a\u202Egnp.exe': 'a gnp.exe',
    'a\n\tb.json': 'a b.json',
    '  ': 'banyan',
    '...': 'banyan',
  }
  const made = Object.fromEntries(Object.keys(names).map(name => [name, fileNameOf(name)]))
  expect(made).toEqual(names)
  expect(fileNameOf(`${'长'.repeat(300)}.md`)).toBe(`${'长'.repeat(80)}.md`)
})
