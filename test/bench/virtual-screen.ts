import { spawn } from 'node:child_process'
import type { Cleanup } from '#main/base/cleanup'

/** Where there is no display, one that nobody sees; Xvfb picks a free number and says it. Rejects without Xvfb. */
export async function openScreen(cleanup: Cleanup): Promise<void> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return
  const child = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  cleanup.defer(() => void child.kill('SIGTERM'))
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)))
    child.stdout.once('data', piece => resolve(String(piece).trim()))
  })
  process.env['DISPLAY'] = `:${number}`
}
