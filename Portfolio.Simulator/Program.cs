using Portfolio.Simulator;

await SimulatorHost.Build(args).RunAsync();
