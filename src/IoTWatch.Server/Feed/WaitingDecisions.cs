namespace IoTWatch.Server.Feed;

/// <summary>How much waits for a person: devices and channels on the review list, and firmware updates.</summary>
public sealed record WaitingDecisions(int Devices, int Channels, int Updates);
