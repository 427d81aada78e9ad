namespace IoTWatch.Architecture.Tests;

/// <summary>The exit code and the output of a program that has ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
