import { Pool } from 'undici'
import { brokenModels } from './broken-models.ts'
import { bodyOf } from './load.ts'
import type { Subject } from './subjects/subject.ts'

const atOnce = 32
const withinMs = 120_000

/** Asks for models that fail everywhere until each worker has a breaker open for each of them; answers how many are. */
export async function openBreakers({ url }: Subject, workers: number): Promise<number> {
  const pool = new Pool(url, { connections: atOnce })
  const until = Date.now() + withinMs
  const wanted = workers * brokenModels.length
  try {
    for (let open = 0; ; open = await countOpen(pool)) {
      if (open >= wanted) return open
      if (Date.now() > until) throw new Error(`only ${open} of ${wanted} breakers opened`)
      await failEverywhere(pool, workers)
    }
  } finally {
    await pool.destroy()
  }
}

/** Once more for each worker and model, as far as chance has it. */
async function failEverywhere(pool: Pool, workers: number): Promise<void> {
  const bodies = brokenModels.map(model => bodyOf(null, model))
  let left = workers * bodies.length
  const one = async () => {
    while (left-- > 0) {
      const body = bodies[left % bodies.length] ?? ''
      const { statusCode, body: answer } = await pool.request({
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { 'content-type': 'application/json' },
        body,
      })
      await answer.dump()
      if (statusCode < 500) throw new Error(`a broken model answered ${statusCode}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

async function countOpen(pool: Pool): Promise<number> {
  const { body } = await pool.request({ method: 'GET', path: '/api/workers' })
  const { workers } = (await body.json()) as { workers: { open_breakers: string[] }[] } // sound: the root's own form
  return workers.reduce((sum, each) => sum + each.open_breakers.length, 0)
}
