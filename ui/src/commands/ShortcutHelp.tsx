import { text } from '../text';
import { Key } from '../ui/controls';
import { Dialog } from '../ui/Dialog';
import { type Command, composerKeys } from './keyboard';

export function ShortcutHelp({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  return (
    <Dialog label={text.keys.title} onClose={onClose} className="w-[min(34rem,92vw)]">
      <h2 className="border-b border-line px-5 py-3 font-semibold">{text.keys.title}</h2>
      <dl className="grid max-h-[70vh] grid-cols-1 gap-x-8 gap-y-1 overflow-y-auto p-5 text-sm sm:grid-cols-2">
        {[...commands, ...composerKeys].map((command) => (
          <div key={command.label} className="flex items-center justify-between gap-2">
            <dt>{command.label}</dt>
            <dd className="flex gap-1">
              {command.keys.split(' ').map((key) => (
                <Key key={key}>{key.split(',')[0]}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
