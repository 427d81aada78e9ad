namespace IoTWatch.Server.Configuration;

/// <summary>
/// Thrown when the service cannot start; the message names each problem and how to mend it, one a line.
/// </summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message)
        : base(message)
    {
    }

    public StartRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
