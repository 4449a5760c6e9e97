// Run by a freshly made Electron with `--expose-gc`: a binding that was built wrongly opens a
// database and works until the garbage collector meets its objects.
const [, , modulePath, nativeBinding] = process.argv
const Database = require(modulePath)

for (let round = 0; round < 5; round++) {
  const db = new Database(':memory:', { nativeBinding })
  db.exec('create table t (id integer primary key, text text) strict')
  for (let row = 0; row < 100; row++) {
    db.prepare('insert into t (text) values (?)').run(`row ${row}`)
    db.prepare('select * from t').iterate().return()
  }
  const { rows } = db.prepare('select count(*) rows from t').get()
  if (rows !== 100) throw new Error(`${rows} rows of 100`)
  global.gc()
}
setImmediate(() => global.gc())
