import { expect, test } from 'vitest'
import { looksRandom } from '#contract/model/looks-random'

/** Made up, each in the form of its service. */
const tokens = {
  slack: 'x8Kq2mV0cX8pYt4LrB1sKd9W',
  'slack, by chance without a digit': 'xKqjmVocXepYtoLrBlsKdgWz',
  discord: 'pQ3_w-Zk8sVtR2mXy7bN4cLd6fGh1jKa9oPe5uIr0TzWvQxMnBsHgYdFkLcJaEo2U3i',
  feishu: '5f0c2a9e-7b41-4d3e-9c68-1a2b3c4d5e6f',
  teams: '5f0c2a9e-7b41-4d3e-9c68-1a2b3c4d5e6f@0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  telegram: 'bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  'telegram, short': 'bot1:short',
  hexadecimal: '9f86d081884c7d659a2feaa0c55ad015',
}

const names = [
  ...[
    '',
    'v1',
    'v1beta',
    'services',
    'webhooks',
    'hook',
    'openai',
    'compatible-mode',
    'sendMessage',
  ],
  ...['gpt-4o-2024-08-06-global', 'Meta-Llama-3.1-405B-Instruct-Turbo', 'deployments', 'T024BE7LD'],
  ...['123456789012345678', '2026-11-22T03-04-05', 'IncomingWebhook', '@people', '通知', '••••••'],
]

test('the tokens of webhooks look drawn by lot', () => {
  const found = Object.entries(tokens).filter(([, token]) => looksRandom(token))
  expect(found.map(([name]) => name)).toEqual(Object.keys(tokens))
})

test('words, names of models, days and numbers do not', () => {
  expect(names.filter(looksRandom)).toEqual([])
})
