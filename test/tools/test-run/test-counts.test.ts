import { expect, test } from 'vitest'
import { closingLine, countStep, countTests, sumCounts } from '#tools/test-run/test-counts'

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

test('tests that were left out count as skipped', () => {
  expect(countTests(report, false)).toEqual({ passed: 5, failed: 0, skipped: 2 })
})

test('a run that failed without a failed test counts one', () => {
  expect(countTests(report, true)).toEqual({ passed: 5, failed: 1, skipped: 2 })
})

test('a run without a report counts as failed even when it ended well', () => {
  expect(countTests(null, false)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('the closing line counts steps that failed, and the skipped only when there are any', () => {
  const passed = countTests({ ...report, numPendingTests: 0, numTodoTests: 0 }, false)
  expect([
    closingLine(sumCounts([countStep(false), passed, passed])),
    closingLine(sumCounts([countStep(true), countTests(report, false)])),
  ]).toEqual(['10 passed, 0 failed', '5 passed, 1 failed, 2 skipped'])
})
