import { createSignal, onCleanup, onMount, type JSX } from 'solid-js';

/** Scales a stage of fixed size to the window, centred, as large as it fits: text stays text and is drawn sharp at any size. */
export function Stage(props: { width: number; height: number; x?: number; y?: number; children: JSX.Element }): JSX.Element {
  const measure = () => {
    const scale = Math.min(innerWidth / props.width, innerHeight / props.height);
    return { scale, left: (innerWidth - props.width * scale) / 2, top: (innerHeight - props.height * scale) / 2 };
  };
  const [place, setPlace] = createSignal(measure());
  onMount(() => {
    const update = () => setPlace(measure());
    addEventListener('resize', update);
    onCleanup(() => removeEventListener('resize', update));
  });
  return (
    <div
      class="stage"
      style={{ transform: `translate(${place().left + (props.x ?? 0)}px, ${place().top + (props.y ?? 0)}px) scale(${place().scale})` }}
    >
      {props.children}
    </div>
  );
}
