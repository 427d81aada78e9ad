namespace IoTWatch.Server.Feed;

/// <summary>The state of a link and, in words, what is wrong and how to mend it.</summary>
public sealed record LinkStatus(LinkState State, string? Detail = null)
{
    public static readonly LinkStatus Off = new(LinkState.Off);
}
