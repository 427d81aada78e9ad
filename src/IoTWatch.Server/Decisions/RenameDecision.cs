namespace IoTWatch.Server.Decisions;

/// <summary>A device has a name that people gave it.</summary>
/// <param name="Name">Null takes it back.</param>
public sealed record RenameDecision(string Device, string? Name) : Decision;
