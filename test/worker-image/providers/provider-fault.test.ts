import { GoogleGenerativeAIFetchError } from '@google/generative-ai'
import { expect, test } from 'vitest'
import { providerFault } from '#worker/providers/provider-fault'
import { WireFault } from '#worker/wire-fault'

const origin = {
  label: 'Gemini',
  address: 'example.com',
  keyVariable: 'GEMINI_API_KEY',
  urlVariable: 'GEMINI_BASE_URL',
  key: 'AIzaSecretSecretSecret',
}

function told(error: unknown, hasBegun = false): unknown {
  const fault = providerFault(error, origin, hasBegun)
  if (!(fault instanceof WireFault)) return fault
  const { status, code, message, retryAfterSeconds } = fault
  return { status, code, message, retryAfterSeconds }
}

test('reads from the details when Gemini wants to be asked again', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '33.5s' }]
  const message = `Error fetching from https://example.com/x: [429 Too Many] Quota. ${JSON.stringify(details)}`
  expect(told(new GoogleGenerativeAIFetchError(message, 429, 'Too Many', details))).toEqual({
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'Quota.',
    retryAfterSeconds: 34,
  })
})

test('a key that Gemini calls a bad argument is a refused key, and is not repeated', () => {
  const details = [{ reason: 'API_KEY_INVALID' }]
  const message = 'Error fetching from https://example.com/x: [400 Bad] No: AIzaSecretSecretSecret'
  expect(told(new GoogleGenerativeAIFetchError(message, 400, 'Bad', details))).toEqual({
    status: 401,
    code: 'invalid_api_key',
    message: 'The key was refused (401): check GEMINI_API_KEY. Gemini said: No: [secret]',
    retryAfterSeconds: null,
  })
})

test('a web page is no message', () => {
  const error = Object.assign(new Error('502 <html><body>Bad Gateway</body></html>'), {
    status: 502,
  })
  expect(told(error)).toEqual({
    status: 502,
    code: 'provider_error',
    message: 'Gemini answered with status 502.',
    retryAfterSeconds: null,
  })
})

test('a broken connection is unreachable before the answer and a cut within it', () => {
  const error = new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  })
  expect([told(error), told(error, true)]).toMatchObject([
    { status: 502, code: 'provider_unreachable' },
    { status: 502, code: 'provider_cut' },
  ])
})

test('a bug stays a bug', () => {
  const bug = new TypeError("Cannot read properties of undefined (reading 'x')")
  expect(told(bug)).toBe(bug)
})
