using Portfolio.Api;

return await ApiProcess.RunAsync(args);
