using System.CommandLine;
namespace IoTWatch.Cli.Verbs;
internal static class SimulateVerb { public static Command Create(Terminal terminal) => new("simulate"); }
