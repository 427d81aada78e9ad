namespace IoTWatch.Server.Decisions;

/// <summary>A device has been learned for long enough.</summary>
public sealed record FreezeDecision(string Device) : Decision;
