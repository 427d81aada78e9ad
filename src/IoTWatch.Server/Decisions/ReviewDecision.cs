using IoTWatch.Core.Channels;

namespace IoTWatch.Server.Decisions;

/// <summary>What a device was found to call regularly while it was learned is all right, or is not.</summary>
/// <param name="Channel">Null = everything of the device that waits for review.</param>
public sealed record ReviewDecision(string Device, ChannelKey? Channel, bool IsApproved, DateTime? ExpiresAt)
    : Decision;
