import { Button } from '@one-window/ui/parts/Button';
import { reasonText, t } from '../i18n.ts';
import { useDesk } from './desk.ts';
import { commandKeys, type Command } from './model.ts';

/** What a command is called now: the same key finishes and calls, or resumes. */
export function commandWord(command: Command, desk: ReturnType<typeof useDesk>): string {
  if (command === 'next' && desk.current()?.state === 'SERVING') return t('desk.key.finish_next');
  if (command === 'pause' && desk.window()?.paused) return t('desk.key.resume');
  return t(`desk.key.${command}`);
}

/** A command as a button in the window. The key bar has the same ones: both ask the same `keys()`. */
export function CommandButton(props: { command: Command; primary?: boolean; quiet?: boolean }) {
  const desk = useDesk();
  const state = () => desk.keys()[props.command];
  const reason = (): string | undefined => {
    const now = state();
    return now.allowed ? undefined : reasonText(now.reason);
  };
  return (
    <Button
      variant={props.primary ? 'primary' : props.quiet ? 'quiet' : 'plain'}
      hint={commandKeys[props.command]}
      busy={desk.busy() === props.command}
      busyText={t(`desk.busy.${props.command}`)}
      reason={reason()}
      data-next={props.primary ? '' : undefined}
      onPress={() => desk.pressCommand(props.command)}
    >
      {commandWord(props.command, desk)}
    </Button>
  );
}
