using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>The hours of a device: the current one, and the active ones of the last 14 days.</summary>
/// <remarks>
/// At most 336 finished hours. They are also the training set of the device's behaviour model, which is not saved.
/// </remarks>
public sealed class HourlyBehaviour
{
    public const int HoursKept = 14 * 24;
    private const long HourMs = 3_600_000;
    private long? _largestBytes;

    /// <summary>Finished hours, oldest first.</summary>
    public List<BehaviourHour> Finished { get; set; } = [];

    public BehaviourHour Current { get; set; }

    /// <summary>The first hour; 0 before it.</summary>
    public long FirstHour { get; set; }

    /// <summary>Bytes sent in the busiest of the finished hours.</summary>
    [JsonIgnore]
    public long LargestBytes => _largestBytes ??= Finished.Count == 0 ? 0 : Finished.Max(hour => hour.BytesOut);

    /// <summary>Hours from the first to the current one.</summary>
    [JsonIgnore]
    public long Age => FirstHour == 0 ? 0 : Current.Hour - FirstHour;

    /// <summary>Whether event time is after the current hour.</summary>
    public bool IsOver(long atMs) => atMs / HourMs > Current.Hour;

    /// <summary>Adds the traffic of a flow record.</summary>
    /// <remarks>
    /// A record that spans more than an hour counts at its hourly rate, because connection logs have one row for a
    /// connection of a day.
    /// </remarks>
    public void ObserveFlow(long atMs, ChannelState channel, long bytesOut, int durationMs, bool isNew)
    {
        AdvanceTo(atMs);
        var isFirstThisHour = channel.HourOfBytes != Current.Hour;
        if (isFirstThisHour)
            (channel.HourOfBytes, channel.BytesThisHour) = (Current.Hour, 0);
        var bytes = channel.IsLocal ? 0
            : durationMs > HourMs ? (long)(bytesOut * ((double)HourMs / durationMs))
            : bytesOut;
        channel.BytesThisHour += bytes;
        Current = Current with
        {
            NewDestinations = Current.NewDestinations + (isNew ? 1 : 0),
            BytesOut = Current.BytesOut + bytes,
            Channels = Current.Channels + (isFirstThisHour ? 1 : 0),
            PortBits = Current.PortBits | BehaviourHour.PortBit(channel.Key.Port),
        };
    }

    /// <summary>Adds a collapsed contact.</summary>
    public void ObserveContact(long atMs, bool failed)
    {
        AdvanceTo(atMs);
        Current = Current with { Contacts = Current.Contacts + 1, Failed = Current.Failed + (failed ? 1 : 0) };
    }

    private void AdvanceTo(long atMs)
    {
        var hour = atMs / HourMs;
        if (hour <= Current.Hour)
            return;
        if (Current.Hour != 0)
            Finished.Add(Current);
        else
            FirstHour = hour;
        Finished.RemoveAll(finished => finished.Hour < hour - HoursKept);
        Current = new BehaviourHour(hour, 0, 0, 0, 0, 0, 0);
        _largestBytes = null;
    }
}
