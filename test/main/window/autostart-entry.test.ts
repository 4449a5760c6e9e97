import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { AutostartEntry, desktopEntry } from '#main/window/autostart-entry'
import { temporaryFolder } from '../../integration/processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const execOf = (program: string, ...args: readonly string[]) =>
  desktopEntry({ program, args })
    .split('\n')
    .find(line => line.startsWith('Exec='))

test('is a file in the folder of the person, or is not', async () => {
  const config = temporaryFolder(cleanup)
  const path = join(config, 'autostart', 'banyan.desktop')
  const command = { program: '/opt/Banyan/banyan', args: ['--hidden'] }
  const entry = new AutostartEntry({ XDG_CONFIG_HOME: config }, command)
  const seen = [await entry.isOn()]
  await entry.turn(true)
  await entry.turn(true)
  seen.push(await entry.isOn())
  expect(readFileSync(path, 'utf8').split('\n')).toContain('Exec="/opt/Banyan/banyan" "--hidden"')
  await entry.turn(false)
  await entry.turn(false)
  seen.push(await entry.isOn())
  expect([seen, existsSync(path)]).toEqual([[false, true, false], false])
})

test('what a shell or the file would take for its own is escaped', () => {
  expect([
    execOf('/home/a b/banyan', '--hidden'),
    execOf('/tmp/$(touch x)`y`"z"\\', '100%'),
    execOf('/opt/小李/banyan'),
  ]).toEqual([
    'Exec="/home/a b/banyan" "--hidden"',
    // biome-ignore lint/style/useTemplate: backquotes are what it is about
    String.raw`Exec="/tmp/\\$(touch x)\\` + '`y\\\\`' + String.raw`\\"z\\"\\\\" "100%%"`,
    'Exec="/opt/小李/banyan"',
  ])
  expect(() => execOf('/tmp/a\nExec=b')).toThrow('line break')
})
