import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { MirrorState } from '../../../renderer/state/mirror.ts'
import { Overlays } from '../../../renderer/state/overlays.ts'
import { aSnapshot, settingViews } from '../snapshot.ts'

const shelf = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}
const aMirror = () => createStore<MirrorState>(() => ({ name: 'connecting', fault: null }))

test('the first run opens by itself once, and not again after it was closed', () => {
  const kept = shelf()
  const [overlays, mirror] = [new Overlays(kept), aMirror()]
  overlays.welcome(mirror)
  expect(overlays.store.getState().open).toBe(null)
  mirror.setState({ name: 'live', seen: aSnapshot() }, true)
  expect(overlays.store.getState().open).toBe('first-run')
  overlays.close()

  const [later, laterMirror] = [new Overlays(kept), aMirror()]
  later.welcome(laterMirror)
  laterMirror.setState({ name: 'live', seen: aSnapshot() }, true)
  expect(later.store.getState().open).toBe(null)
})

test('it stays open while its own key is saved, and never opens where a key was there', () => {
  const settings = settingViews({ openaiApiKey: { isSet: true, source: 'saved' } })
  const [overlays, mirror] = [new Overlays(shelf()), aMirror()]
  overlays.welcome(mirror)
  mirror.setState({ name: 'live', seen: aSnapshot() }, true)
  mirror.setState({ name: 'live', seen: aSnapshot({ settings }) }, true)
  expect(overlays.store.getState().open).toBe('first-run')

  const [other, otherMirror] = [new Overlays(shelf()), aMirror()]
  other.welcome(otherMirror)
  otherMirror.setState({ name: 'live', seen: aSnapshot({ settings }) }, true)
  otherMirror.setState({ name: 'live', seen: aSnapshot() }, true)
  expect(other.store.getState().open).toBe(null)
})
