import type { TargetName } from './build.ts'

/** What each image holds of dist/. */
export const images = {
  worker: ['worker', 'tracing'],
  root: [
    'headless',
    'write-thread',
    'keeping-thread',
    'series-thread',
    'schema-thread',
    'worker',
    'tracing',
    'requirements',
  ],
} as const satisfies Readonly<Record<string, readonly TargetName[]>>
