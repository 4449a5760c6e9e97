import { expect, test } from 'vitest'
import { signatureHeader } from '#contract/wire/signature'
import { Secret } from '#main/base/secret'
import { Signer } from '#main/worker-client/sign'
import { SignatureGuard } from '#worker/signature-guard'

test.each(['short secret of 16', '很长的秘密'.repeat(30)])(
  'what the root signs, the worker accepts',
  secret => {
    const body = Buffer.from('{"a":"天气"}')
    const guard = new SignatureGuard([secret])
    const claim = guard.claim({
      [signatureHeader]: new Signer(new Secret(secret)).sign('POST', '/v1/x?y=1', 'req-1', body),
    })
    if (!claim) throw new Error('unsigned')
    expect(() => guard.verify(claim, { method: 'POST', path: '/v1/x?y=1' }, body)).not.toThrow()
  },
)
