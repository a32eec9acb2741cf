import { createSignal, onCleanup, onMount, type JSX } from 'solid-js';

interface StageProps {
  readonly width: number;
  readonly height: number;
  /** The height on a screen like a strip, more than three times as wide as high (the same limit stands in `single.css`). */
  readonly stripHeight?: number | undefined;
  readonly x?: number;
  readonly y?: number;
  readonly children: JSX.Element;
}

/** Scales a stage of fixed size to the window, centred, as large as it fits: text stays text and is drawn sharp at any size. */
export function Stage(props: StageProps): JSX.Element {
  const [screen, setScreen] = createSignal({ width: innerWidth, height: innerHeight });
  onMount(() => {
    const update = () => setScreen({ width: innerWidth, height: innerHeight });
    addEventListener('resize', update);
    onCleanup(() => removeEventListener('resize', update));
  });
  const place = () => {
    const { width, height } = screen();
    const own = width >= height * 3 && props.stripHeight ? props.stripHeight : props.height;
    const scale = Math.min(width / props.width, height / own);
    return { scale, left: (width - props.width * scale) / 2, top: (height - own * scale) / 2 };
  };
  return (
    <div
      class="stage"
      style={{ transform: `translate(${place().left + (props.x ?? 0)}px, ${place().top + (props.y ?? 0)}px) scale(${place().scale})` }}
    >
      {props.children}
    </div>
  );
}
