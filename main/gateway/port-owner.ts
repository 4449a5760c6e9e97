import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import type { Fault, PortOwner } from '#contract/fault'

const run = promisify(execFile)
const askWithinMs = 1_500

/** Who holds the port, as far as this system tells, and which one near it is free. */
export async function portTaken(host: string, port: number): Promise<Fault> {
  const [owner, isBanyan, freePort] = await Promise.all([
    ownerOf(port).catch(() => null),
    isBanyanRoot(host, port),
    freePortAfter(host, port),
  ])
  return { code: 'port.taken', host, port, owner, isBanyan, freePort }
}

function ownerOf(port: number): Promise<PortOwner | null> {
  if (process.platform === 'linux') return linuxOwner(port)
  if (process.platform === 'win32') return windowsOwner(port)
  return macOwner(port)
}

/** The listening socket's inode from /proc/net/tcp, then the process that holds it open. */
async function linuxOwner(port: number): Promise<PortOwner | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map(path => readFile(path, 'utf8').catch(() => '')),
  )
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const inodes = tables
    .flatMap(table => table.split('\n').slice(1))
    .map(line => line.trim().split(/\s+/))
    .filter(fields => fields[1]?.endsWith(suffix) && fields[3] === '0A')
    .map(fields => `socket:[${fields[9]}]`)
  if (inodes.length === 0) return null
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const descriptor of descriptors) {
      const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      if (!inodes.includes(link)) continue
      return { pid: Number(pid), program: await linuxProgram(pid) }
    }
  }
  return null
}

/** The program's name; of an interpreter also which script it runs. Never a path. */
async function linuxProgram(pid: string): Promise<string> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8')
  const [program = '', ...rest] = text.split('\0').filter(part => part !== '')
  const script = rest.find(part => !part.startsWith('-'))
  const isInterpreter = /^(node|python|ruby|java|deno|bun)/.test(basename(program))
  return isInterpreter && script ? `${basename(program)} ${basename(script)}` : basename(program)
}

async function macOwner(port: number): Promise<PortOwner | null> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeout: askWithinMs,
  })
  const pid = /^p(\d+)$/m.exec(stdout)?.[1]
  const program = /^c(.+)$/m.exec(stdout)?.[1]
  return pid && program ? { pid: Number(pid), program } : null
}

async function windowsOwner(port: number): Promise<PortOwner | null> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], { timeout: askWithinMs })
  const line = stdout
    .split('\n')
    .map(text => text.trim().split(/\s+/))
    .find(fields => fields[1]?.endsWith(`:${port}`) && fields[3] === 'LISTENING')
  const pid = Number(line?.[4])
  if (!Number.isInteger(pid)) return null
  const list = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], {
    timeout: askWithinMs,
  })
  const program = /^"([^"]+)"/.exec(list.stdout.trim())?.[1]
  return program ? { pid, program } : null
}

async function isBanyanRoot(host: string, port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}:${port}/health`, {
      signal: AbortSignal.timeout(askWithinMs),
    })
    const health: unknown = await response.json()
    return typeof health === 'object' && health !== null && 'banyan' in health
  } catch {
    return false
  }
}

async function freePortAfter(host: string, port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate <= Math.min(port + 20, 65535); candidate++) {
    if (await isFree(host, candidate)) return candidate
  }
  return null
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
