import { playScene } from './scenes.ts'

const wanted = new URLSearchParams(location.search)
Object.assign(window, {
  banyan: playScene(wanted.get('scene') ?? 'running', wanted.get('language') ?? 'en'),
})
