import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmod, link, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sealer } from './sealer.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** The first byte, so that another form can be told apart later. */
const form = 1

/** Seals with AES-256-GCM under a key in the data folder that its owner alone can read: where there is no keyring. */
export async function openKeyFileSealer(dataFolder: string): Promise<Sealer> {
  const key = await loadKey(join(dataFolder, 'secret.key'))
  return {
    name: 'key-file',

    async seal(text) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(form), nonce, cipher.getAuthTag(), hidden])
    },

    async open(sealed) {
      if (sealed[0] !== form) throw new Error('the secret was not sealed by this key file')
      const tagAt = 1 + nonceBytes
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagAt), {
        authTagLength: tagBytes,
      })
      decipher.setAuthTag(sealed.subarray(tagAt, tagAt + tagBytes))
      const hidden = sealed.subarray(tagAt + tagBytes)
      return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8')
    },
  }
}

async function loadKey(path: string): Promise<Buffer> {
  const key = (await existingKey(path)) ?? (await makeKey(path))
  if (key.length !== keyBytes) {
    throw new Error(`${path} is damaged. Put its copy back, or delete it and enter the keys again.`)
  }
  return key
}

async function existingKey(path: string): Promise<Buffer | null> {
  try {
    // A copy or a restore may have left it open to others.
    await chmod(path, 0o600)
    return await readFile(path)
  } catch (failure) {
    if (isCode(failure, 'ENOENT')) return null
    throw failure
  }
}

/** Under its name there is never half a key, and never another in place of one that is in use. */
async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(keyBytes)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(key)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
    return key
  } catch (failure) {
    if (isCode(failure, 'EEXIST')) return await readFile(path)
    // Not every file system knows links.
    await rename(draft, path)
    return key
  } finally {
    await rm(draft, { force: true })
  }
}

function isCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === code
}
