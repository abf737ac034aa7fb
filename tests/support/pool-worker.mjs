// A worker that does what its task says: echo, fail, die, hang.
process.on('message', (message) => {
  if ('settings' in message) return;
  const { number, task } = message;
  if (task.die) process.exit(9);
  if (task.hang) return;
  const reply = task.fail
    ? { number, error: { code: 'picture-damaged', details: { reason: task.fail } } }
    : { number, result: task.echo };
  setTimeout(() => process.send(reply), task.afterMs ?? 0);
});
process.on('disconnect', () => process.exit(0));
