/** Takes turn after turn in the database named on the command line and prints the number of each that was acknowledged. */
import { SessionId } from '#contract/ids'
import { Conversations } from '#main/sessions/conversations'
import { openDatabase } from '#main/store/open-database'
import { sessionShelf } from '#main/store/session-shelf'

const [path = '', writeThread = ''] = process.argv.slice(2)
const database = await openDatabase({ path, writeThread })
const conversations = new Conversations({
  shelf: sessionShelf(database),
  tokenBudget: () => 8000,
})
const sessionId = SessionId.parse('a')
const echo = async () => ({
  text: 'yes',
  workerId: 'w',
  model: 'm',
  usage: null,
  finishReason: 'stop',
})

for (let number = 1; ; number += 1) {
  await conversations.converse(
    { sessionId, message: String(number) },
    echo,
    new AbortController().signal,
  )
  process.stdout.write(`${number}\n`)
}
