namespace IoTWatch.Server.Decisions;

/// <summary>The new destinations of a device came with a firmware update, or did not.</summary>
public sealed record DriftDecision(string Device, bool IsAccepted) : Decision;
