import { expect, test } from 'vitest'
import { isAllowed } from '#renderer/screens/settings/is-allowed'

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
