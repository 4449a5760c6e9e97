import { spawn } from 'node:child_process'
import type { Command } from '#main/provisioning/command'

/** What a command prints when the shell of this machine runs it, as the user of this test. */
export function runHere({ script }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-s'], { env: { ...process.env, LC_ALL: 'C' } })
    let said = ''
    let complaint = ''
    child.stdout.on('data', piece => {
      said += piece
    })
    child.stderr.on('data', piece => {
      complaint += piece
    })
    child.on('close', code =>
      code === 0 ? resolve(said) : reject(new Error(`exit ${code}: ${complaint}`)),
    )
    child.stdin.end(`set -eu\n${script}\n`)
  })
}
