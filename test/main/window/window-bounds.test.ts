import { expect, test } from 'vitest'
import { openingBounds } from '#main/window/window-bounds'

const laptop = { x: 0, y: 0, width: 1440, height: 900 }
const beside = { x: 1440, y: -200, width: 2560, height: 1440 }

test.each([
  ['nothing is known', null, { width: 1280, height: 800 }],
  [
    'it is where it was',
    { x: 100, y: 50, width: 1000, height: 700 },
    { x: 100, y: 50, width: 1000, height: 700 },
  ],
  [
    'it was on the second screen',
    { x: 1500, y: -100, width: 2000, height: 1200 },
    { x: 1500, y: -100, width: 2000, height: 1200 },
  ],
  [
    'it is half beside the screen, but can be grasped',
    { x: -700, y: 10, width: 1000, height: 700 },
    { x: -700, y: 10, width: 1000, height: 700 },
  ],
  [
    'hardly anything of it is in sight',
    { x: -950, y: 10, width: 1000, height: 700 },
    { width: 1000, height: 700 },
  ],
  ['its screen is gone', { x: 9000, y: 0, width: 1000, height: 700 }, { width: 1000, height: 700 }],
  [
    'its upper edge is above every screen',
    { x: 10, y: -500, width: 1000, height: 700 },
    { width: 1000, height: 700 },
  ],
  [
    'it is larger than its screen',
    { x: 0, y: 0, width: 5000, height: 5000 },
    { x: 0, y: 0, width: 1440, height: 900 },
  ],
  [
    'it is smaller than it may be',
    { x: 0, y: 0, width: 10, height: -10 },
    { width: 900, height: 600 },
  ],
])('%s', (_what, last, bounds) => {
  expect(openingBounds(last, [laptop, beside])).toEqual(bounds)
})

test('without a screen it is as it would be', () => {
  expect(openingBounds({ x: 5, y: 5, width: 1000, height: 700 }, [])).toEqual({
    width: 1000,
    height: 700,
  })
})
