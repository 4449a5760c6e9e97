import { describe, expect, test } from 'vitest'
import { chooseStart, earlyEndText, type StartFacts, windowFlags } from '#tools/start/start-choice'

const electron = { executable: '/opt/electron', version: '45.4.1' }
const desktop: StartFacts = {
  flags: [],
  platform: 'linux',
  env: { DISPLAY: ':0' },
  isRoot: false,
  electron,
}

describe('window or headless', () => {
  const cases: readonly [string, Partial<StartFacts>, ReturnType<typeof chooseStart>][] = [
    ['a desktop with an Electron opens the window', {}, { kind: 'window', electron }],
    [
      'Wayland alone is a display',
      { env: { WAYLAND_DISPLAY: 'wayland-0' } },
      { kind: 'window', electron },
    ],
    [
      'macOS needs no DISPLAY',
      { platform: 'darwin', env: {}, isRoot: true },
      { kind: 'window', electron },
    ],
    [
      'root may say --no-sandbox',
      { isRoot: true, flags: ['--no-sandbox'] },
      { kind: 'window', electron },
    ],
    [
      'headless can be asked for',
      { flags: ['--headless'] },
      { kind: 'headless', because: 'asked' },
    ],
    [
      'neither does a check of the audit log',
      { flags: ['--verify-audit'] },
      { kind: 'headless', because: 'asked' },
    ],
    ['nor a restore', { flags: ['--restore=a.db'] }, { kind: 'headless', because: 'asked' }],
    ['help needs no window', { flags: ['--help'] }, { kind: 'headless', because: 'asked' }],
    [
      'an empty DISPLAY is none',
      { env: { DISPLAY: '' } },
      { kind: 'headless', because: 'no-display' },
    ],
    ['root gets no window', { isRoot: true }, { kind: 'headless', because: 'root-user' }],
    [
      'without an Electron there is none',
      { electron: null },
      { kind: 'headless', because: 'no-electron' },
    ],
    [
      'a missing Electron is not fetched where there is no display',
      { env: {}, electron: null },
      { kind: 'headless', because: 'no-display' },
    ],
  ]
  test.each(cases)('%s', (_sentence, facts, choice) => {
    expect(chooseStart({ ...desktop, ...facts })).toEqual(choice)
  })
})

test('only a desktop that is Wayland alone is told to Electron', () => {
  const flags = ['--port', '3001']
  expect([
    windowFlags({ ...desktop, flags }),
    windowFlags({ ...desktop, flags, env: { WAYLAND_DISPLAY: 'wayland-0' } }),
  ]).toEqual([flags, ['--ozone-platform=wayland', ...flags]])
})

test('an early end says what to do only where the exit code tells', () => {
  expect([
    earlyEndText(127, 'linux')?.includes('npm run setup:test'),
    earlyEndText(133, 'linux')?.includes('--no-sandbox'),
    earlyEndText(1, 'linux'),
    earlyEndText(127, 'darwin'),
  ]).toEqual([true, true, null, null])
})
