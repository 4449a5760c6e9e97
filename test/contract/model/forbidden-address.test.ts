import { expect, test } from 'vitest'
import { isForbiddenAddress } from '#contract/model/forbidden-address'

test.each([
  '169.254.169.254',
  'fe80::1',
  '[febf::1]',
  '::ffff:169.254.169.254',
  '[::ffff:a9fe:a9fe]',
  '64:ff9b::a9fe:a9fe',
  'fd00:ec2::254',
  'metadata.google.internal',
  'Metadata.Google.Internal.',
])('%s is forbidden', host => expect(isForbiddenAddress(host)).toBe(true))

test.each([
  '127.0.0.1',
  '::1',
  '10.0.0.5',
  '192.168.1.1',
  'fd00::1',
  '169.25.4.1',
  'fe80.example',
  'example.com',
  '::ffff:10.0.0.1',
])('%s is not', host => expect(isForbiddenAddress(host)).toBe(false))
