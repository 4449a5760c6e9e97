import { expect, test } from 'vitest'
import type { RootState } from '#contract/model/root-state'
import { trayMenu } from '#main/tray/tray-menu'
import { trayTexts } from '#main/tray/tray-text'

const done: unknown[] = []
const commands = {
  open: () => done.push('open'),
  openAt: (place: unknown) => done.push(place),
  start() {},
  stop() {},
  restart() {},
  copy: (text: string) => done.push(text),
  quit() {},
}
const running: RootState = { name: 'running', address: 'http://x', since: 0 }

function menu(root: RootState, language: keyof typeof trayTexts = 'en', away = 0) {
  const alerts = [{ label: '14:05  R&D is offline', place: { screen: 'topology' as const } }]
  return trayMenu({ root, away, alerts }, trayTexts[language], commands)
}

const offered = (...what: Parameters<typeof menu>) =>
  menu(...what)
    .filter(item => item.type !== 'separator' && item.visible !== false && item.enabled !== false)
    .map(item => item.label)

test('offers what can be done in each state', () => {
  const alert = '14:05  R&&D is offline'
  expect(offered({ name: 'stopped' })).toEqual(['Open Banyan', 'Start root node', alert, 'Quit'])
  expect(offered({ name: 'starting' })).toEqual(['Open Banyan', alert, 'Quit'])
  expect(offered(running)).toEqual([
    ...['Open Banyan', 'Copy address', 'Stop root node', 'Restart root node'],
    ...[alert, 'Quit'],
  ])
})

test('speaks the language of the window', () => {
  const { alerts, noAlerts } = trayTexts['zh-Hant']
  expect([alerts, noAlerts]).toEqual(['最近的警示', '沒有警示'])
  expect(offered({ name: 'stopped' }, 'zh-Hans')[0]).toBe('打开 Banyan')
  expect(offered({ name: 'stopped' }, 'zh-Hant')[1]).toBe('啟動根節點')
})

test('the first line says how it is', () => {
  const first = (...what: Parameters<typeof menu>) => menu(...what)[0]?.label
  expect([
    first(running),
    first(running, 'en', 1),
    first(running, 'zh-Hans', 2),
    first({ name: 'stopping', inFlight: 1 }),
  ]).toEqual([
    'Running at http://x',
    'Running at http://x, 1 worker in trouble',
    '运行于 http://x，2 个工作节点有问题',
    'Root node is stopping',
  ])
})

test('an alert opens the window where it can be seen', () => {
  const press = (id: string) =>
    (menu(running).find(item => item.id === id)?.click as (() => void) | undefined)?.()
  press('alert-0')
  press('copy-address')
  press('open')
  expect(done).toEqual([{ screen: 'topology' }, 'http://x', 'open'])
})
