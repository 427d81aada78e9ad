using System.CommandLine;
namespace IoTWatch.Cli.Verbs;
internal static class TrainVerb { public static Command Create(Terminal terminal) => new("train"); }
