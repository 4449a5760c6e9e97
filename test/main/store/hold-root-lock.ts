/** Holds the root lock of the database file named on the command line until it is killed. */
import { holdRootLock } from '#main/store/root-lock'

holdRootLock({ path: process.argv[2] ?? '' })
process.stdout.write('held\n')
setInterval(() => {}, 1000)
