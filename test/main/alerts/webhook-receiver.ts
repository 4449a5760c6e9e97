import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { scriptedServer } from '../../fakes/scripted-server.ts'

export const webhookSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

export interface ReceivedWebhook {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

type Act = (response: ServerResponse, request: IncomingMessage) => void
export const answers =
  (status: number): Act =>
  response =>
    response.writeHead(status).end()

/** A real server that takes webhooks: one act for each, the last of them for all that follow. */
export async function webhookReceiver(...acts: readonly Act[]) {
  const received: ReceivedWebhook[] = []
  const server = await scriptedServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', piece => {
      body += piece
    })
    request.on('end', () => {
      const act = acts[Math.min(received.length, acts.length - 1)] ?? answers(204)
      received.push({ path: request.url ?? '', headers: request.headers, body })
      act(response, request)
    })
  })
  onTestFinished(() => server.close())
  return { url: `${server.url}/hook?k=1`, received }
}

/** Made anew from the specification, by nothing of ours. */
export function expectedSignature({ headers, body }: ReceivedWebhook): string {
  const key = Buffer.from(webhookSecret.slice('whsec_'.length), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return `v1,${createHmac('sha256', key).update(text, 'utf8').digest('base64')}`
}
