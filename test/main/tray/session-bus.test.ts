import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { hasBusName } from '#main/tray/session-bus'
import { temporaryFolder } from '../../integration/processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A bus of our own, where nobody else is. */
async function startBus(): Promise<string> {
  const path = join(temporaryFolder(cleanup), 'bus')
  const bus = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--nosyslog', '--print-address', `--address=unix:path=${path}`],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  cleanup.defer(() => void bus.kill())
  const [line] = await new Promise<string[]>((resolve, reject) => {
    bus.once('error', reject)
    bus.stdout.once('data', (text: Buffer) => resolve(text.toString().split('\n')))
  })
  return line ?? ''
}

test('a real bus says who is there, and who is not', async () => {
  const address = await startBus()
  expect([
    await hasBusName(address, 'org.freedesktop.DBus'),
    await hasBusName(address, 'org.kde.StatusNotifierWatcher'),
    await hasBusName(`tcp:host=localhost,port=1;${address}`, 'org.freedesktop.DBus'),
  ]).toEqual([true, false, true])
})

test('without a bus nobody is there', async () => {
  expect([
    await hasBusName(undefined, 'org.kde.StatusNotifierWatcher'),
    await hasBusName('', 'org.kde.StatusNotifierWatcher'),
    await hasBusName('unix:path=/nowhere/bus', 'org.kde.StatusNotifierWatcher'),
    await hasBusName('autolaunch:', 'org.kde.StatusNotifierWatcher'),
  ]).toEqual([false, false, false, false])
})

test.each([
  ['refuses us', 'REJECTED EXTERNAL\r\n'],
  ['talks nonsense', 'OK 1234\r\nnonsense that is no message of the protocol at all'],
  ['hangs up', null],
  ['says nothing', ''],
])('a bus that %s has no tray', async (_how, says) => {
  const path = join(temporaryFolder(cleanup), 'bus')
  const server = createServer(socket => {
    if (says === null) socket.destroy()
    else socket.write(says)
    socket.on('error', () => {})
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  cleanup.defer(() => void server.close())
  expect(await hasBusName(`unix:path=${path}`, 'org.kde.StatusNotifierWatcher')).toBe(false)
})
