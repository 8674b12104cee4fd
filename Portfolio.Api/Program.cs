using Portfolio.Api;
using Portfolio.Api.Authentication;

return args switch
{
    ["sign-in", .. var rest] => await SignInCommand.RunAsync(rest),
    _ => await ApiProcess.RunAsync(args),
};
