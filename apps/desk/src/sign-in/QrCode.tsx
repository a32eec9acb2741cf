import { encode } from 'uqr';
import css from './sign-in.module.css';

/** A QR code as one path: dark modules as unit squares. */
export function QrCode(props: { text: string; label: string }) {
  const code = () => encode(props.text, { border: 2 });
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('');
  return (
    <svg class={css['qr']} viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={props.label} shape-rendering="crispEdges">
      <path d={path()} fill="#000" />
    </svg>
  );
}
