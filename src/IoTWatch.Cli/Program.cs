using IoTWatch.Cli;
using IoTWatch.Cli.Output;

return await CommandLine.RunAsync(args, Terminal.OfThisProcess());
