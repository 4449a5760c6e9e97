/** Holds the root lock of the database file named on the command line until it is killed. */
import { holdRootLock } from '#main/store/root-lock'

const lock = holdRootLock({ path: process.argv[2] ?? '' })
// What nothing holds is collected, and its lock goes with it.
process.once('exit', () => lock.release())
process.stdout.write('held\n')
setInterval(() => {}, 1000)
