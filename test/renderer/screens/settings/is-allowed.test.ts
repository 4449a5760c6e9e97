import { expect, test } from 'vitest'
import { settingNames } from '#contract/model/setting'
import { isAllowed } from '#renderer/screens/settings/is-allowed'
import {
  alertEntries,
  logEntries,
  modelEntries,
  serverEntries,
} from '#renderer/screens/settings/setting-groups'

test('allows what the root allows, and takes an empty box for no number', () => {
  const typed = [
    ['port', '3000'],
    ['port', ' 0 '],
    ['port', ''],
    ['port', '70000'],
    ['port', '30x'],
    ['openaiBaseUrl', ''],
    ['openaiBaseUrl', 'https://api.example.com/v1'],
    ['openaiBaseUrl', 'api.example.com'],
    ['rootSecret', 'too short'],
    ['rootSecret', 'sixteen letters!'],
    ['workerTimeoutMs', '99'],
  ] as const
  expect(typed.map(([name, text]) => isAllowed(name, text))).toEqual([
    true,
    true,
    false,
    false,
    false,
    true,
    true,
    false,
    false,
    true,
    false,
  ])
})

test('every setting is on the screen, but for those that have a place of their own', () => {
  const shown = [...modelEntries, ...serverEntries, ...alertEntries, ...logEntries].map(
    entry => entry.name,
  )
  expect(settingNames.filter(name => !shown.includes(name))).toEqual([
    'workers',
    'strategy',
    'alertsMutedUntil',
    'dataDir',
  ])
})
