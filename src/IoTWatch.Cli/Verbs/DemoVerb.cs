using System.CommandLine;
namespace IoTWatch.Cli.Verbs;
internal static class DemoVerb { public static Command Create(Terminal terminal) => new("demo"); }
