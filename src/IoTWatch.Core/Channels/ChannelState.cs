using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>The state of a channel between observations.</summary>
/// <remarks>
/// A large network has a hundred thousand channels: values that are rarely set, or that follow from others, use no
/// memory.
/// </remarks>
public sealed class ChannelState : IOfChannel
{
    private const string Learned = "learned: ";
    private readonly string _destination = "";
    private readonly TransportProtocol _protocol;
    private readonly ushort _port;
    private ChannelContacts _contacts;
    private bool _isCoveredByItsOwn;
    private string? _coveredBy;
    private ushort _unansweredPort;
    private int _hourOfBytes;
    private long _contactMs;
    private long _lastActivityMs;
    private long _contactBytes;

    public required ChannelKey Key
    {
        get => new(_destination, _protocol, _port);
        init => (_destination, _protocol, _port) = value;
    }

    public DateTime FirstAt { get; init; }

    /// <summary>Time of the last activity, including activity that was collapsed into a contact.</summary>
    public DateTime LastAt =>
        DateTime.UnixEpoch.AddMilliseconds(_lastActivityMs) is var last && last > FirstAt ? last : FirstAt;

    /// <summary>The address used last.</summary>
    public IpAddress Address { get; set; }

    public string? HostName { get; set; }

    public bool IsLocal { get; init; }

    /// <summary>
    /// Whether all of its traffic is NTP: a shared service recognised by its packets, not by its name.
    /// </summary>
    public bool IsTime { get; init; }

    public Tier Tier { get; set; }

    /// <summary>Deviation kinds of this channel against the profile in force; empty = expected.</summary>
    public DeviationSet Unexpected { get; set; }

    /// <summary>The rule that covers it, as text: of a declared profile, or the learned one.</summary>
    public string? CoveredBy
    {
        get => _isCoveredByItsOwn ? Learned + _destination : _coveredBy;
        set
        {
            // The text of the rule learned from the channel itself contains the destination, which is stored already.
            _isCoveredByItsOwn = value?.Length == Learned.Length + _destination.Length
                && value.StartsWith(Learned, StringComparison.Ordinal)
                && value.EndsWith(_destination, StringComparison.Ordinal);
            _coveredBy = _isCoveredByItsOwn ? null : value;
        }
    }

    /// <summary>
    /// Whether it waits for a person's decision: it called an unrelated destination regularly while the device was
    /// being learned, and is neither learned nor alerted.
    /// </summary>
    public bool InReview { get; set; }

    public ContactCollapser Collapser
    {
        get => new()
        {
            StartMs = _contactMs,
            LastActivityMs = _lastActivityMs,
            Bytes = _contactBytes,
            UnansweredPort = _unansweredPort
        };
        set => (_contactMs, _lastActivityMs, _contactBytes, _unansweredPort) = (value.StartMs, value.LastActivityMs,
            value.Bytes, value.UnansweredPort);
    }

    public ref ChannelContacts Contacts => ref _contacts;

    /// <summary>
    /// Contacts later than the event time, from later bursts of a flow slice; null where there are none.
    /// </summary>
    public List<Contact>? Pending { get; set; }

    public BeaconVerdict Verdict
    {
        get => _contacts.Verdict;
        set => _contacts.Verdict = value;
    }

    /// <summary>The periods measured while the device was learned; null where it was not.</summary>
    public LearnedCadence? Cadence { get; set; }

    /// <summary>
    /// Deviations found by behaviour and not by destination: U4, U6, U8. Part of <see cref="Unexpected"/> unless a
    /// declared rule covers the channel.
    /// </summary>
    public DeviationSet Deviations { get; set; }

    /// <summary>
    /// When its service was last reported as a violation of the device's class, epoch milliseconds; 0 = never.
    /// </summary>
    public long ClassReportedMs { get; set; }

    /// <summary>The hour (since the epoch) that <see cref="BytesThisHour"/> belongs to.</summary>
    public long HourOfBytes
    {
        get => _hourOfBytes;
        set => _hourOfBytes = (int)value;
    }

    /// <summary>Bytes sent in that hour.</summary>
    public long BytesThisHour { get; set; }

    /// <summary>Adds a contact that is not later than the event time.</summary>
    /// <returns>True when it is a new contact; false when it belongs to the previous one.</returns>
    public bool Add(in Contact contact)
    {
        var collapser = Collapser;
        var begins = collapser.Begins(contact, Verdict.Estimate.MedianIntervalSeconds * 1000, out var finishedBytes);
        Collapser = collapser;
        if (!begins)
            return false;
        if (_contacts.Count > 0)
            _contacts.AddSize(finishedBytes);
        _contacts.Add(contact.AtMs, contact.Failed, contact.InFlow);
        return true;
    }

    /// <summary>Stores a contact until event time reaches it.</summary>
    public void Defer(in Contact contact)
    {
        var pending = Pending ??= [];
        var at = pending.Count;
        while (at > 0 && pending[at - 1].AtMs > contact.AtMs)
            at--;
        pending.Insert(at, contact);
    }

    /// <summary>Removes and returns the deferred contacts up to a time, in order.</summary>
    public IReadOnlyList<Contact> RemoveReady(long nowMs)
    {
        if (Pending is not { } pending)
            return [];
        var ready = pending.TakeWhile(contact => contact.AtMs <= nowMs).ToList();
        if (ready.Count == pending.Count)
            Pending = null;
        else
            pending.RemoveRange(0, ready.Count);
        return ready;
    }

    internal ChannelRecord Save() => new(
        Key, FirstAt, Address, HostName, IsLocal, IsTime, Tier, Unexpected, CoveredBy, InReview, Collapser,
        _contacts.Save(), Pending, Verdict, Cadence, Deviations, ClassReportedMs, HourOfBytes, BytesThisHour);

    internal static ChannelState Restore(ChannelRecord record)
    {
        var channel = new ChannelState
        {
            Key = record.Key,
            FirstAt = record.FirstAt,
            Address = record.Address,
            HostName = record.HostName,
            IsLocal = record.IsLocal,
            IsTime = record.IsTime,
            Tier = record.Tier,
            Unexpected = record.Unexpected,
            CoveredBy = record.CoveredBy,
            InReview = record.InReview,
            Collapser = record.Collapser,
            Pending = record.Pending,
            Cadence = record.Cadence,
            Deviations = record.Deviations,
            ClassReportedMs = record.ClassToldMs,
            HourOfBytes = record.HourOfBytes,
            BytesThisHour = record.BytesThisHour,
        };
        channel._contacts = ChannelContacts.Restore(record.Contacts);
        if (channel._contacts.IsActive)
            channel.Verdict = record.Verdict;
        return channel;
    }
}
