namespace IoTWatch.Cli;

/// <summary>The command cannot run as asked: bad options or configuration, all problems at once. Exit code 2.</summary>
internal sealed class UsageException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
