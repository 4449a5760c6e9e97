import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { inProject, projectDir } from '../project.ts'
import { run } from '../run.ts'
import { setUpForTests } from '../setup-test.ts'
import { runInLab } from './host-lab.ts'
import { countStep, countTests, type TestCounts } from './test-counts.ts'

export type TestKind = 'unit' | 'integration' | 'e2e' | 'lab' | 'hosts' | 'hosts-arm64'

const binary = (name: string) => inProject('node_modules', '.bin', name)

export const checkTypes = () => plainStep('types', binary('tsc'), ['-b'])
export const checkStyle = () => plainStep('lint and format', binary('biome'), ['check', '.'])
export const build = () => plainStep('build', process.execPath, [inProject('tools', 'build.ts')])
export const unitTests = () => vitest('unit')
export const integrationTests = () => vitest('integration')
export const labTests = () => vitest('lab')
/** On real hosts, from inside their network; what follows the suite's name picks files. */
export const hostTests = () => vitest('hosts')
/** The same on hosts of another architecture, which are slow: their processor is emulated. */
export const arm64HostTests = () => vitest('hosts-arm64')

/** Runs in a real Electron or counts as failed; leaving it out must be asked for by BANYAN_E2E=skip, and not in CI. */
export async function endToEndTests(): Promise<TestCounts> {
  const mayLeaveOut = process.env['BANYAN_E2E'] === 'skip' && !process.env['CI']
  if (mayLeaveOut) {
    console.log('\n== end to end: LEFT OUT because of BANYAN_E2E=skip')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  if (!(await setUp())) return countStep(true)
  return vitest('e2e')
}

/** Before everything else, so that the tests find their Debian packages too; what it could not get, the end-to-end step counts. */
export async function prepare(): Promise<TestCounts> {
  await setUp()
  return { passed: 0, failed: 0, skipped: 0 }
}

async function setUp(): Promise<boolean> {
  try {
    await setUpForTests(line => console.log(line))
    return true
  } catch (error) {
    console.error('\n!! THE END-TO-END TESTS CANNOT RUN, which counts as a failure.')
    console.error(error instanceof Error ? error.message : error)
    console.error('To leave them out on this machine: BANYAN_E2E=skip npm test')
    return false
  }
}

async function plainStep(
  title: string,
  command: string,
  args: readonly string[],
): Promise<TestCounts> {
  console.log(`\n== ${title}`)
  const exitCode = await run(command, args, { cwd: projectDir })
  if (exitCode !== 0) console.log(`== ${title}: FAILED`)
  return countStep(exitCode !== 0)
}

async function vitest(kind: TestKind): Promise<TestCounts> {
  console.log(`\n== ${kind} tests`)
  const reportFile = inProject('.cache', 'test-results', `${kind}.json`)
  await mkdir(path.dirname(reportFile), { recursive: true })
  await rm(reportFile, { force: true })
  const args = [
    ...[inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', kind],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
  ]
  const exitCode = await runWhereItCan(kind, [...args, ...process.argv.slice(3)])
  return countTests(await readReport(reportFile), exitCode !== 0)
}

function runWhereItCan(kind: TestKind, args: readonly string[]): Promise<number> {
  if (kind === 'hosts') return runInLab(process.execPath, args)
  if (kind === 'hosts-arm64') return runInLab(process.execPath, args, { withArm64: true })
  return kind === 'e2e' && needsScreen()
    ? run('xvfb-run', ['-a', '-s', screen, process.execPath, ...args], { cwd: projectDir })
    : run(process.execPath, args, { cwd: projectDir })
}

const screen = '-screen 0 1600x1000x24'

const needsScreen = () => process.platform === 'linux' && !process.env['DISPLAY']

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}
