import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { SessionId, TurnId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import { ChangeFeed } from '#main/ipc/change-feed'
import { WindowChat, type WindowTurn } from '#main/ipc/window-chat'

const turn = {
  turnId: TurnId.parse('t'),
  sessionId: SessionId.parse('s'),
  message: 'hi',
  model: null,
  files: [],
  worker: null,
  ballot: null,
  replacesFrom: null,
}

function open() {
  const feed = new ChangeFeed()
  const told: Change[] = []
  const asked: WindowTurn[] = []
  feed.onChange(change => told.push(change))
  const vote = { workerId: 'w', model: 'm', text: 'a', isValid: true, reason: null, latencyMs: 1 }
  const chat = new WindowChat(
    (wish, { onVote }, signal) => {
      asked.push(wish)
      onVote(vote)
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () =>
          reject(new FaultError({ code: 'request.cancelled' })),
        )
      })
    },
    feed,
    () => {},
  )
  return { chat, told, asked, vote }
}

test('tells each vote as it comes, and how a stopped turn ended', async () => {
  const { chat, told, vote } = open()
  chat.send(turn)
  chat.stop(turn.turnId)
  await expect.poll(() => told.length).toBe(2)
  expect(told).toEqual([
    { type: 'chat.vote', turnId: 't', vote },
    { type: 'chat.failed', turnId: 't', fault: { code: 'request.cancelled' } },
  ])
})

test('files are what their content says, and go along with no words', () => {
  const { chat, asked } = open()
  const data = Buffer.from('RIFF1234WEBPxx').toString('base64')
  chat.send({ ...turn, message: '', files: [{ name: 'a.txt', data }] })
  expect(asked[0]?.files).toEqual([
    { name: 'a.txt', type: 'image/webp', bytes: Buffer.from('RIFF1234WEBPxx') },
  ])
})

test.each([
  [
    'a program',
    { ...turn, files: [{ name: 'a.png', data: Buffer.from([77, 90, 0]).toString('base64') }] },
  ],
  ['nothing', { ...turn, message: ' ' }],
  ['an empty file', { ...turn, files: [{ name: 'a', data: '' }] }],
])('%s is refused before anybody is asked', (_, sent) => {
  const { chat, asked } = open()
  expect(() => chat.send(sent)).toThrow(FaultError)
  expect(asked).toEqual([])
})
