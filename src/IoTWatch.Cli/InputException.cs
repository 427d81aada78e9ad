namespace IoTWatch.Cli;

/// <summary>A named input cannot be read, all problems at once. Exit code 3.</summary>
internal sealed class InputException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
