using Portfolio.Worker;
using Portfolio.Worker.Audit;
using Portfolio.Worker.Credentials;
using Portfolio.Worker.Messaging;
using Portfolio.Worker.Schema;

return args switch
{
    ["migrate", .. var rest] => await MigrateCommand.RunAsync(rest),
    ["failed-messages", .. var rest] => await FailedMessagesCommand.RunAsync(rest),
    ["verify-audit", .. var rest] => await VerifyAuditCommand.RunAsync(rest),
    ["rotate-keys", .. var rest] => await RotateKeysCommand.RunAsync(rest),
    _ => await WorkerProcess.RunAsync(args),
};
