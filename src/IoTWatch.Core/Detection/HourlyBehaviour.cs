using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;

namespace IoTWatch.Core.Detection;

/// <summary>A device's hours: the one being counted and those of the last 14 days in which it did anything.</summary>
/// <remarks>
/// At most 336 finished hours. They are also the training set of the device's behaviour model, which is therefore never
/// saved itself.
/// </remarks>
public sealed class HourlyBehaviour
{
    public const int HoursKept = 14 * 24;
    private const long HourMs = 3_600_000;
    private long? _largestBytes;

    /// <summary>Finished hours, oldest first.</summary>
    public List<BehaviourHour> Finished { get; set; } = [];

    public BehaviourHour Current { get; set; }

    /// <summary>The first hour ever counted; 0 before it.</summary>
    public long FirstHour { get; set; }

    /// <summary>Bytes sent in the busiest of the finished hours.</summary>
    [JsonIgnore]
    public long LargestBytes => _largestBytes ??= Finished.Count == 0 ? 0 : Finished.Max(hour => hour.BytesOut);

    /// <summary>Hours from the first ever counted to the present one.</summary>
    [JsonIgnore]
    public long Age => FirstHour == 0 ? 0 : Current.Hour - FirstHour;

    /// <summary>Whether event time has left the hour being counted.</summary>
    public bool IsOver(long atMs) => atMs / HourMs > Current.Hour;

    /// <summary>Takes the traffic of one flow record.</summary>
    /// <remarks>
    /// A record that spans more than an hour counts at its hourly rate: connection logs tell of a day-long connection
    /// in one row.
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

    /// <summary>Takes one collapsed contact.</summary>
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
