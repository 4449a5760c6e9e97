import { setTimeout as pause } from 'node:timers/promises'
import { bodyOf, Client } from '../load.ts'

const sessions = 50

export interface LoadCount {
  served: number
  left: number
}

/** For so long: whole answers, streams, conversations, clients that leave and an owner who looks. Throws when one is not served. */
export async function loadMixed(url: string, forMs: number, count: LoadCount): Promise<void> {
  const until = Date.now() + forMs
  const target = { url, headers: {} }
  const whole = new Client(target, 4, null)
  const streams = new Client(target, 4, { chunks: 50, pauseMs: 0 })
  const repeat = async (work: (turn: number) => Promise<void>) => {
    for (let turn = 0; Date.now() < until; turn++) await work(turn)
  }
  const served = (work: (turn: number) => Promise<unknown>) => async (turn: number) => {
    await work(turn)
    count.served++
  }
  try {
    await Promise.all([
      ...Array.from({ length: 4 }, () => repeat(served(() => whole.send()))),
      ...Array.from({ length: 4 }, () => repeat(served(() => streams.send()))),
      ...Array.from({ length: 2 }, (_, who) => repeat(served(turn => converse(url, who, turn)))),
      ...Array.from({ length: 2 }, () => repeat(() => leave(url, count))),
      repeat(served(() => look(url))),
    ])
  } finally {
    await whole.close()
    await streams.close()
  }
}

async function converse(url: string, who: number, turn: number): Promise<void> {
  const session_id = `${who} ${turn % sessions}`
  const answer = await post(
    url,
    '/api/chat',
    JSON.stringify({ session_id, message: `turn ${turn}` }),
  )
  await answer.text()
  if (answer.status !== 200) throw new Error(`/api/chat answered ${answer.status}`)
}

async function leave(url: string, count: LoadCount): Promise<void> {
  const signal = AbortSignal.timeout(30)
  try {
    const body = bodyOf({ chunks: 1_000, pauseMs: 10 })
    await (await post(url, '/v1/chat/completions', body, signal)).text()
  } catch {
    count.left++
  }
}

async function look(url: string): Promise<void> {
  for (const path of ['/api/workers', '/api/sessions', '/api/requests', '/api/audit', '/health']) {
    await (await fetch(url + path)).text()
  }
  await pause(100)
}

function post(url: string, path: string, body: string, signal: AbortSignal | null = null) {
  const headers = { 'content-type': 'application/json' }
  return fetch(url + path, { method: 'POST', headers, body, signal })
}
