import { playScene } from './scenes.ts'

const wanted = new URLSearchParams(location.search)
/** The first run stands instead of the window until it was seen; only its own scenes begin with it. */
if (!wanted.get('scene')?.startsWith('first')) localStorage.setItem('banyan.first-run', 'over')
Object.assign(window, {
  banyan: playScene(wanted.get('scene') ?? 'running', wanted.get('language') ?? 'en'),
})
