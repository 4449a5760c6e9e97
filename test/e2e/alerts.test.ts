import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { postJson } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { launchApp } from './electron-launch.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** What the system would show. */
interface Screen {
  shown: Electron.Notification | null
}

test('an alert is a notification of the system, and a click on it opens the window', async () => {
  const app = await launchApp({
    dataDir: temporaryFolder(cleanup),
    args: ['--port=0'],
    env: { MODEL_PROVIDER: 'demo', LANG: 'en_US.UTF-8' },
  })
  cleanup.defer(() => app.close())
  const window = await app.firstWindow()
  const address = await window
    .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
    .first()
    .textContent()
  const tested = async () => (await postJson(`${address}/api/alerts/test`, {})).json.ways[1]

  // A screen of our own: a build machine has none that shows notifications.
  await app.evaluate(({ Notification }) => {
    Notification.isSupported = () => false
  })
  const without = await tested()
  await app.evaluate(({ Notification }) => {
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      ;(globalThis as unknown as Screen).shown = this
    }
  })
  const shown = await tested()
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows()
    const { shown: notification } = globalThis as unknown as Screen
    main?.hide()
    const isHidden = main?.isVisible() === false
    notification?.emit('click')
    return {
      title: notification?.title,
      body: notification?.body,
      isHidden,
      isVisible: main?.isVisible(),
    }
  })
  const ms = expect.any(Number)
  expect([without, shown, seen]).toEqual([
    { way: 'desktop', ok: false, detail: 'this system shows no notifications', ms },
    { way: 'desktop', ok: true, detail: null, ms },
    {
      title: 'Banyan: test',
      body: 'This is a test of the alerts. Nothing is wrong.',
      isHidden: true,
      isVisible: true,
    },
  ])
})
