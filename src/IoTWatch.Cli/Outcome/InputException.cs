namespace IoTWatch.Cli.Outcome;

/// <summary>Thrown with all problems of named inputs that cannot be read. Exit code 3.</summary>
internal sealed class InputException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems => problems;
}
