import type { DesktopView } from '#contract/model/desktop'
import { aSnapshot, aWorker } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

const snapshot = aSnapshot({ workers: [aWorker('local-1')] })
const plain: DesktopView = {
  closing: null,
  hasTray: true,
  startsAtLogin: true,
  looksForUpdates: false,
  update: { name: 'off' },
}
const at = new Date(2026, 10, 22, 14, 5).getTime()

const sceneOf = (desktop: DesktopView): Scene => ({
  snapshot,
  answers: { 'desktop.read': () => desktop },
})

export const desktopScenes: Readonly<Record<string, Scene>> = {
  desktop: sceneOf(plain),
  'desktop-bare': sceneOf({ ...plain, hasTray: false, startsAtLogin: null }),
  'desktop-update': sceneOf({
    ...plain,
    looksForUpdates: true,
    update: { name: 'newer', version: '0.2.0', at },
  }),
  'desktop-failed': sceneOf({
    ...plain,
    looksForUpdates: true,
    update: {
      name: 'failed',
      detail: 'getaddrinfo ENOTFOUND releases.a-very-long-name.example.com',
      at,
    },
  }),
  'desktop-closing': {
    ...sceneOf({ ...plain, hasTray: false }),
    // Once the window stands for sure: behind the question nothing of it is found.
    after: bridge => setTimeout(() => bridge.change({ type: 'desktop.closing' }), 2_000),
  },
}
