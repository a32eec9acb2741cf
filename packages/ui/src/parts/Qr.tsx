import type { JSX } from 'solid-js';
import { encode } from 'uqr';

/** A QR code as one path, dark on white in every theme, with its quiet zone. */
export function Qr(props: { text: string; label: string; class?: string | undefined }): JSX.Element {
  const code = () => encode(props.text, { ecc: 'M', border: 0 });
  const path = (): string =>
    code()
      .data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join('');
  return (
    <svg
      class={`qr ${props.class ?? ''}`}
      viewBox={`-2 -2 ${code().size + 4} ${code().size + 4}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path d={`M-2-2h${code().size + 4}v${code().size + 4}h-${code().size + 4}z`} fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  );
}
