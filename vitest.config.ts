import { defineConfig } from 'vitest/config'

/** How long a test waits for what has to come; a machine that is busy with more than it takes longer. */
const patient = { poll: { timeout: 10_000 } }

/** Six kinds of test, told apart by folder; `npm test` runs all but those of lab and hosts, one after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 20_000,
          expect: patient,
          include: [
            'test/{contract,main,preload,renderer,tracing,worker-image,tools}/**/*.test.{ts,tsx}',
            'test/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'integration',
          expect: patient,
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'hosts-arm64',
          include: ['test/hosts-arm64/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
