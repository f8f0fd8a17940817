import { encode } from 'uqr'
import { useMemo } from 'react'
import styles from './QrCode.module.css'

/** The quiet zone around the code, in modules (ISO/IEC 18004). */
const border = 4

/** A QR code as one path. Black on white in both themes: some cameras cannot read inverse codes. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const { size, path } = useMemo(() => draw(content), [content])
  return (
    <svg role="img" aria-label={label} className={styles['code']} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}

function draw(content: string): { size: number; path: string } {
  const { data, size } = encode(content, { border })
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: squares.join('') }
}
