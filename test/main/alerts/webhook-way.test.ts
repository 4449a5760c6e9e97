import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { type WebhookPace, WebhookWay } from '#main/alerts/ways/webhook-way'
import type { Log, LogFields } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { anAlert, opened, recovered } from './an-alert.ts'
import { answers, expectedSignature, webhookReceiver, webhookSecret } from './webhook-receiver.ts'

const secret = new Secret(webhookSecret)
const quick: WebhookPace = { withinMs: 200, retryAfterMs: [10, 10] }

function open(url: string | null, pace = quick, key: Secret | null = secret) {
  const lines: string[] = []
  const note = (event: string, fields?: LogFields) => lines.push(JSON.stringify([event, fields]))
  const log: Log = { error: note, warn: note, info: note, debug: note, with: () => log }
  const way = new WebhookWay({ url, secret: key, log, pace })
  onTestFinished(() => way.close())
  return { way, lines, events: () => lines.map(line => JSON.parse(line)[0]) }
}

test('signs as Standard Webhooks says, and its own library agrees', async () => {
  const { url, received } = await webhookReceiver()
  open(url).way.tell(
    opened([anAlert({ facts: { rule: 'offline', worker: '厨房', reason: null } })]),
  )
  await expect.poll(() => received.length).toBe(1)
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = received
  expect(headers['webhook-signature']).toBe(expectedSignature({ path, headers, body }))
  const verified = new Webhook(webhookSecret).verify(body, headers as Record<string, string>)
  expect({ path, type: headers['content-type'], verified }).toEqual({
    path: '/hook?k=1',
    type: 'application/json',
    verified: {
      type: 'alert.opened',
      timestamp: '2026-05-20T12:00:00.000Z',
      data: {
        message: 'The worker "厨房" is offline.',
        rule: 'offline',
        severity: 'warning',
        count: 1,
        is_repeat: false,
        alerts: [
          {
            id: '1',
            subject: 'w',
            name: '厨房',
            severity: 'warning',
            message: 'The worker "厨房" is offline.',
            opened_at: '2026-05-20T12:00:00.000Z',
          },
        ],
      },
    },
  })
  expect(() =>
    new Webhook(webhookSecret).verify(`${body} `, headers as Record<string, string>),
  ).toThrow()
})

test('says of a recovery how long it took', async () => {
  const { url, received } = await webhookReceiver()
  open(url).way.tell(recovered([anAlert({ recoveredAt: anAlert().openedAt + 90_000 })]))
  await expect.poll(() => received.length).toBe(1)
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    type: 'alert.recovered',
    data: {
      message: 'The worker "Kitchen" is back. It took 1 min 30 s.',
      alerts: [{ recovered_at: '2026-05-20T12:01:30.000Z', lasted_seconds: 90 }],
    },
  })
})

test('tries again with the same id and body, until it is taken', async () => {
  const { url, received } = await webhookReceiver(answers(500), answers(302), answers(200))
  const { way, events } = open(url)
  way.tell(opened())
  await expect.poll(() => received.length).toBe(3)
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  expect(received.map(each => each.headers['webhook-signature'])).toEqual(
    received.map(expectedSignature),
  )
  expect(events()).toEqual(['webhook not taken', 'webhook not taken'])
})

test('gives up in the end, and neither address nor secret is in the log', async () => {
  const { url, received } = await webhookReceiver(answers(503))
  const { way, lines, events } = open(url)
  way.tell(opened())
  await expect.poll(() => events().at(-1)).toBe('webhook given up')
  expect(received.length).toBe(3)
  expect(lines.join()).not.toMatch(/hook\?k=1|MfKQ9r8G/)
})

test('finds its receiver by a name', async () => {
  const { url, received } = await webhookReceiver()
  const named = url.replace('127.0.0.1', 'localhost')
  expect(await open(named).way.test(0)).toEqual({ ok: true, detail: null })
  expect(received[0]?.headers.host).toMatch(/^localhost:\d+$/)
})

test('a redirect is not followed', async () => {
  const other = await webhookReceiver()
  const { url } = await webhookReceiver(response =>
    response.writeHead(307, { location: other.url }).end(),
  )
  expect(await open(url).way.test(0)).toEqual({ ok: false, detail: 'it answered 307' })
  expect(other.received).toEqual([])
})

test('410 switches it off, what waits too, until a test is taken', async () => {
  const { url, received } = await webhookReceiver(answers(500), answers(410), answers(200))
  const { way, events } = open(url, { withinMs: 200, retryAfterMs: [60_000] })
  way.tell(opened())
  await expect.poll(() => events().length).toBe(1)
  way.tell(opened())
  await expect.poll(() => events().at(-1)).toBe('webhook switched off')
  way.tell(opened())
  expect(await way.test(0)).toEqual({ ok: true, detail: null })
  way.tell(opened())
  await expect.poll(() => received.length).toBe(4)
  expect(received.map(({ body }) => JSON.parse(body).type)).toEqual([
    'alert.opened',
    'alert.opened',
    'alert.test',
    'alert.opened',
  ])
})

test('one that never answers is not waited for', async () => {
  const { url } = await webhookReceiver(() => {})
  const { ok, detail } = await open(url).way.test(0)
  expect({ ok, detail }).toEqual({ ok: false, detail: 'no answer within 0.2 s' })
})

test('one that answers without end is read no further than its head', async () => {
  const { url } = await webhookReceiver(response => {
    response.writeHead(200)
    const flood = () =>
      void (response.destroyed || (response.write('x'.repeat(65_536)) && setImmediate(flood)))
    response.on('drain', flood)
    flood()
  })
  expect(await open(url).way.test(0)).toEqual({ ok: true, detail: null })
})

test('says what is wrong where nobody listens, and where a connection is all there is', async () => {
  const cut = await webhookReceiver(response => response.destroy())
  const gone = await open('http://127.0.0.1:1/').way.test(0)
  const broken = await open(cut.url).way.test(0)
  expect([gone, broken]).toEqual([
    { ok: false, detail: expect.stringContaining('ECONNREFUSED') },
    { ok: false, detail: 'socket hang up' },
  ])
})

test('without an address nothing is sent, and without a secret neither', async () => {
  const { url, received } = await webhookReceiver()
  const without = open(url, quick, null)
  without.way.tell(opened())
  const details = [await without.way.test(0), await open(null).way.test(0)]
  expect(details).toEqual([
    { ok: false, detail: 'ALERT_WEBHOOK_SECRET is not set' },
    { ok: false, detail: 'ALERT_WEBHOOK_URL is not set' },
  ])
  expect([received, without.events()]).toEqual([[], ['webhook not used']])
})

test('an end of the root node ends what is on its way', async () => {
  const { url, received } = await webhookReceiver(() => {})
  const { way, events } = open(url, { withinMs: 60_000, retryAfterMs: [10] })
  const test = way.test(0)
  await expect.poll(() => received.length).toBe(1)
  way.close()
  expect(await test).toMatchObject({ ok: false })
  expect(events()).toEqual([])
})
