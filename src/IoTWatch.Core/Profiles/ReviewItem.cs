using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Profiles;

/// <summary>An unrelated party that a device called regularly while it was learned: a person decides whether that is all right.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Address">The address used last.</param>
public sealed record ReviewItem(
    string Device, ChannelKey Channel, string? HostName, string Address, DateTime FirstAt, DateTime LastAt, int Contacts,
    double PeriodSeconds, double Probability);
