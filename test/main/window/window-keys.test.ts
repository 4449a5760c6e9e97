import { expect, test } from 'vitest'
import { windowKey, zoomAfter } from '#main/window/window-keys'

const press = (key: string, more: object = {}) =>
  windowKey({ type: 'keyDown', key, control: true, alt: false, meta: false, ...more })

test('zoom, close and quit have keys; every other key is the page’s', () => {
  expect(
    ['=', '+', '-', '0', 'W', 'q', 'r', 'i', 'c', 'constructor'].map(key => press(key)),
  ).toEqual([
    'zoom-in',
    'zoom-in',
    'zoom-out',
    'zoom-reset',
    'close',
    'quit',
    null,
    null,
    null,
    null,
  ])
  expect([
    press('w', { control: false }),
    press('w', { alt: true }),
    press('w', { type: 'keyUp' }),
  ]).toEqual([null, null, null])
})

test('zoom has ends', () => {
  const steps = (key: 'zoom-in' | 'zoom-out') =>
    Array.from({ length: 40 }).reduce<number>(level => zoomAfter(level, key), 0)
  expect([steps('zoom-in'), steps('zoom-out'), zoomAfter(2, 'zoom-reset')]).toEqual([5, -3, 0])
})
