import {
  arm64HostTests,
  build,
  checkStyle,
  checkTypes,
  endToEndTests,
  hostTests,
  integrationTests,
  labTests,
  prepare,
  unitTests,
} from './test-run/steps.ts'
import { closingLine, sumCounts, type TestCounts } from './test-run/test-counts.ts'

const everything = [
  prepare,
  checkTypes,
  checkStyle,
  build,
  unitTests,
  integrationTests,
  endToEndTests,
]
const suites = {
  all: everything,
  check: [checkTypes, checkStyle, unitTests],
  unit: [unitTests],
  integration: [build, integrationTests],
  e2e: [build, endToEndTests],
  lab: [build, labTests],
  hosts: [build, hostTests],
  'hosts-arm64': [build, arm64HostTests],
} as const

/** Every step is run whatever came of those before it; the last line counts them all. */
async function main(suiteName: string): Promise<void> {
  if (!Object.hasOwn(suites, suiteName)) {
    console.error(`There is no suite ${suiteName}. There are: ${Object.keys(suites).join(', ')}.`)
    process.exit(2)
  }
  const counts: TestCounts[] = []
  // Sound because of the check above.
  for (const step of suites[suiteName as keyof typeof suites]) counts.push(await step())
  const sum = sumCounts(counts)
  console.log(`\n${closingLine(sum)}`)
  process.exitCode = sum.failed > 0 ? 1 : 0
}

await main(process.argv[2] ?? 'all')
