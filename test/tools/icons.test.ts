import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lights as trayLights } from '#main/tray/fleet-light'
import {
  appPicture,
  appSizes,
  digestFile,
  icoSizes,
  lights,
  packageFolder,
  sourcesDigest,
  svgFolder,
} from '#tools/icons'
import { icnsOf, icoOf } from '#tools/icons/containers'

const pictures = appSizes.map(size => ({ size, png: readFileSync(appPicture(size)) }))

/** As a PNG says it at its beginning. */
const sideOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

test('no drawing was changed without the icons being drawn anew', async () => {
  expect(readFileSync(digestFile, 'utf8').trim()).toBe(await sourcesDigest())
})

test('each picture has its size, and none is empty', () => {
  expect(pictures.map(({ png }) => sideOf(png))).toEqual(appSizes.map(size => [size, size]))
  expect(pictures.every(({ size, png }) => png.length > size * 8)).toBe(true)
})

test('the icons of Windows and macOS hold exactly these pictures', () => {
  const inIco = pictures.filter(({ size }) => icoSizes.has(size))
  const committed = (name: string) => readFileSync(join(packageFolder, name))
  expect(icoOf(inIco).equals(committed('icon.ico'))).toBe(true)
  expect(icnsOf(pictures).equals(committed('icon.icns'))).toBe(true)
})

test('the tray has a picture for each state, for plain and dense screens, and for macOS', () => {
  expect([...lights]).toEqual([...trayLights])
  const sides = lights.flatMap(light =>
    ['', '@2x', 'Template', 'Template@2x'].map(
      suffix => sideOf(readFileSync(join(svgFolder, `tray-${light}${suffix}.png`)))[0],
    ),
  )
  expect(sides).toEqual(lights.flatMap(() => [16, 32, 16, 32]))
})
