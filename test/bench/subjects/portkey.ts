import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '#tools/project'
import { runQuietly } from '#tools/run'
import { freePort, printedPorts, startProcess } from '../bench-process.ts'
import { type Candidate, type Surroundings, subject } from './subject.ts'

const name = 'Portkey gateway'

const manifest = {
  private: true,
  dependencies: { '@portkey-ai/gateway': '1.15.2' },
  // Its range takes newer ones; a comparison needs the same one each time.
  overrides: { '@hono/node-server': '1.14.1' },
}

/** Another gateway in Node: kept in the cache, since it is a dependency of nobody. */
export async function startPortkey({ workerUrl }: Surroundings): Promise<Candidate> {
  const program = await install().catch((error: unknown) => {
    const [line] = String(error instanceof Error ? error.message : error).split('\n')
    return { why: `could not be installed: ${line}` }
  })
  if (typeof program !== 'string') return { kind: 'missing', name, why: program.why }
  const process = await startProcess({
    args: [program, `--port=${await freePort()}`, '--headless'],
    portsIn: printedPorts,
    isOurs: false,
  })
  const headers = {
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${workerUrl}/v1`,
    authorization: 'Bearer bench',
  }
  return { kind: 'here', subject: subject(name, process, headers) }
}

async function install(): Promise<string> {
  const home = inProject('.cache', 'bench', 'portkey')
  const program = join(home, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js')
  if (existsSync(program)) return program
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest, null, 2))
  await runQuietly('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: home,
    timeoutMs: 180_000,
  })
  return program
}
