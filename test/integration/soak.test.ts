import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const soak = join(import.meta.dirname, '../bench/soak.ts')

test('60 s of load leave memory, handles, timers and slots as they were', async () => {
  const child = spawn(process.execPath, [soak, '--seconds=60'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  const exitCode = await new Promise(resolve => child.once('close', resolve))
  expect({ exitCode, output }).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/flat\n$/),
  })
}, 240_000)
