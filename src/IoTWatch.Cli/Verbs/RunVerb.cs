using System.CommandLine;
namespace IoTWatch.Cli.Verbs;
internal static class RunVerb { public static Command Create(Terminal terminal) => new("run"); }
