namespace IoTWatch.Cli.Outcome;

/// <summary>Thrown with all problems of options or configuration that stop a command. Exit code 2.</summary>
internal sealed class UsageException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
