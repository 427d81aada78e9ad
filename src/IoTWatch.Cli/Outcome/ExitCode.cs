namespace IoTWatch.Cli.Outcome;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Findings at or above <c>--fail-on</c>.</summary>
    public const int Findings = 1;

    /// <summary>Bad usage or configuration; every problem has been listed.</summary>
    public const int Usage = 2;

    /// <summary>A named input cannot be read.</summary>
    public const int Input = 3;

    /// <summary>Stopped by Ctrl-C, as shells expect it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
