using IoTWatch.Cli;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess());
