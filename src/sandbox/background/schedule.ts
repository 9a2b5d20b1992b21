import type { Work } from "../api/work.js";
import type { TaskKind } from "../entities/bookkeeping.js";

export function schedule(work: Work, task: { kind: TaskKind; subject: string; dueAtMs: number }): void {
  work.put("tasks", { id: `${task.kind}:${task.subject}`, account: work.account, ...task });
}

export function unschedule(work: Work, kind: TaskKind, subject: string): void {
  const id = `${kind}:${subject}`;
  if (work.find("tasks", id)) work.remove("tasks", id);
}
