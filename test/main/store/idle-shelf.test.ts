import { expect, test } from 'vitest'
import { hostShelf } from '#main/store/host-shelf'
import { idleShelf } from '#main/store/idle-shelf'
import { aHost } from '#test/fakes/a-host'
import { tempDatabase } from './temp-database.ts'

const sample = { cpu: 1.5, network: 0, memory: 30 }

test('keeps the hours of each host, one in the place of the same, until they are too old', async () => {
  const database = await tempDatabase()
  const [shelf, hosts] = [idleShelf(database), hostShelf(database)]
  const [one, two] = [aHost('one'), aHost('two')]
  await hosts.save({ host: one, secrets: null })
  await hosts.save({ host: two, secrets: null })
  await shelf.save(two.id, { at: 1, samples: [sample] }, 0)
  for (const at of [1, 2, 3]) await shelf.save(one.id, { at, samples: [sample] }, 0)
  await shelf.save(one.id, { at: 3, samples: [sample, sample] }, 2)
  const kept = [shelf.list(one.id), shelf.list(two.id)]
  await hosts.remove(one.id)
  await shelf.save(one.id, { at: 4, samples: [sample] }, 0)
  expect({ kept, left: shelf.list(one.id) }).toEqual({
    kept: [
      [
        { at: 2, samples: [sample] },
        { at: 3, samples: [sample, sample] },
      ],
      [{ at: 1, samples: [sample] }],
    ],
    left: [],
  })
})
