using Portfolio.Worker;
using Portfolio.Worker.Schema;

return args is ["migrate", .. var rest]
    ? await MigrateCommand.RunAsync(rest)
    : await WorkerProcess.RunAsync(args);
