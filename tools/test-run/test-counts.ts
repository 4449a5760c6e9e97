import { z } from 'zod'

export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The part of Vitest's JSON report that is counted. */
const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
})

/** A run that failed counts at least one failed test: a file that cannot be loaded has none in its report. */
export function countTests(report: unknown, hasFailed: boolean): TestCounts {
  const parsed = Report.safeParse(report)
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = parsed.data
  return {
    passed: numPassedTests,
    failed: Math.max(numFailedTests, hasFailed ? 1 : 0),
    skipped: numPendingTests + numTodoTests,
  }
}

/** A step without tests of its own, such as the types. */
export function countStep(hasFailed: boolean): TestCounts {
  return { passed: 0, failed: hasFailed ? 1 : 0, skipped: 0 }
}

export function sumCounts(counts: readonly TestCounts[]): TestCounts {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    skipped: counts.reduce((sum, count) => sum + count.skipped, 0),
  }
}

export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
