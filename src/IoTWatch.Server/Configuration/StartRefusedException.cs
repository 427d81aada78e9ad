namespace IoTWatch.Server.Configuration;

/// <summary>The service will not start; the message is for a person and says how to mend it, one problem a line.</summary>
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
