namespace IoTWatch.Server.Supervision;

/// <summary>Whether the last attempt of a background loop succeeded.</summary>
public enum LoopState : byte
{
    Running,

    /// <summary>The last attempt failed; the loop tries again until one succeeds.</summary>
    Failing,
}
