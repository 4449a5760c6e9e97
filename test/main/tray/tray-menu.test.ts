import { expect, test } from 'vitest'
import type { RootState } from '#contract/model/root-state'
import { trayMenu } from '#main/tray/tray-menu'
import { trayText } from '#main/tray/tray-text'

const commands = { open() {}, start() {}, stop() {}, copy() {}, quit() {} }

function offered(root: RootState, language: string) {
  return trayMenu(root, trayText(language), commands)
    .filter(item => item.type !== 'separator' && item.visible !== false && item.enabled !== false)
    .map(item => item.label)
}

test('offers what can be done in each state', () => {
  expect(offered({ name: 'stopped' }, 'en-GB')).toEqual(['Open Banyan', 'Start root node', 'Quit'])
  expect(offered({ name: 'starting' }, 'en')).toEqual(['Open Banyan', 'Quit'])
  expect(offered({ name: 'running', address: 'http://x', since: 0 }, 'en')).toEqual([
    'Open Banyan',
    'Stop root node',
    'Copy address',
    'Quit',
  ])
})

test('speaks the system’s language', () => {
  expect(offered({ name: 'stopped' }, 'zh-CN')).toEqual(['打开 Banyan', '启动根节点', '退出'])
  expect(offered({ name: 'stopped' }, 'zh-TW')).toEqual(['開啟 Banyan', '啟動根節點', '結束'])
  expect(offered({ name: 'stopped' }, 'de')).toEqual(['Open Banyan', 'Start root node', 'Quit'])
})
