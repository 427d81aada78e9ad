namespace IoTWatch.House.Tests;

/// <summary>What a program that ended left behind.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
