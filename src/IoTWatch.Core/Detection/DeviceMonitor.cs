using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>Watches one device: observations in, findings out. Pure but for its <see cref="DeviceState"/>, which can be saved between any two observations.</summary>
/// <remarks>
/// A flow slice tells of bursts that lie after its own time; they wait in the channel until event time reaches them, so that
/// contacts are taken in order whatever the slices of parallel flows. Event time is moved by the device's own observations and by ticks.
/// </remarks>
public sealed class DeviceMonitor(Device device, DeviceState state, DetectionContext context)
{
    private DeviceTraits? _traits;
    private DeviceProfile? _declared;
    private IReadOnlyList<UserRule> _userRules = [];
    private int _userRulesVersion = -1;
    private DeviceSigns? _signs;

    public Device Device => device;

    public DeviceState State => state;

    public EffectiveProfile Profile => new(Declared(), state.Learned, UserRules());

    public string? Vendor => context.Vendors.Find(device.Mac);

    /// <summary>The device model, by the name of its declared profile.</summary>
    public string? Model => Declared()?.Name;

    /// <summary>What sort of thing it is, as far as its own words tell.</summary>
    public DeviceClass Class => DeviceClasses.Of(new DeviceTraits(device.Mac, device.HostName, Vendor, device.MudUrl), Model);

    private DeviceSigns Signs => _signs ??= new DeviceSigns(this, context);

    /// <summary>It was learned, and no longer is.</summary>
    public bool IsLearned(DateTime at) => state.Learned.Clock.StartedAt is not null && !IsLearning(at);

    public bool IsLearning(DateTime at) => state.Learned.IsLearning(at, context.Options.Learn);

    public void Observe(DnsObservation dns)
    {
        foreach (var answer in dns.Answers)
            state.Names.Learn(answer, dns.Query, ToMs(dns.At), dns.TtlSeconds);
    }

    /// <summary>Takes what the device does on the air.</summary>
    public void Observe(WifiObservation wifi, ICollection<Finding> findings) => Signs.Take(wifi, findings);

    /// <summary>Takes a flow that the device opened.</summary>
    public void Observe(FlowObservation flow, ICollection<Finding> findings)
    {
        Advance(flow.At, findings);
        state.Learned.Clock.Take(flow.At, context.Options.Learn, FirstUse.IsAddressRequest(flow));
        var channel = Channel(flow, out var isNew);
        channel.Address = flow.Destination.Address;
        if (!channel.IsLocal && !channel.Unexpected.Contains("U1"))
            state.Drift.Load(flow.At, flow.BytesIn);
        Signs.Take(flow, channel, isNew, findings);
        foreach (var contact in Contacts(flow))
            if (contact.AtMs <= ToMs(flow.At))
                Take(channel, contact, findings);
            else
                Wait(channel, contact);
    }

    /// <summary>Moves event time: contacts that were waiting for it are taken.</summary>
    public void Advance(DateTime at, ICollection<Finding> findings)
    {
        if (state.Learned.Clock.Reach(at, context.Options.Learn))
            Settle();
        if (state.ExpiryAt <= at)
            Rejudge(at);
        Signs.Advance(at, findings);
        if (state.Waiting == 0)
            return;
        var nowMs = ToMs(at);
        foreach (var channel in state.Channels.Waiting)
        {
            var pending = channel.Pending!;
            var ready = pending.TakeWhile(contact => contact.AtMs <= nowMs).ToList();
            if (ready.Count == pending.Count)
                channel.Pending = null;
            else
                pending.RemoveRange(0, ready.Count);
            state.Waiting -= ready.Count;
            foreach (var contact in ready)
                Take(channel, contact, findings);
        }
    }

    /// <summary>Ends learning now.</summary>
    public void Freeze(DateTime at)
    {
        state.Learned.Clock.FrozenAt ??= at;
        Settle();
    }

    /// <summary>Learns a channel that is for review after all.</summary>
    public void Trust(ChannelKey key)
    {
        if (state.Channels.Find(key) is not { InReview: true } channel)
            return;
        channel.InReview = false;
        state.Learned.Learn(key, Destination(channel), channel.FirstAt, channel.Contacts.Count);
        Rejudge();
    }

    /// <summary>Judges every channel anew: the rules have changed.</summary>
    public void Rejudge() => Rejudge(device.LastAt);

    /// <summary>The destination of a channel as known now.</summary>
    public Destination Destination(ChannelState channel) => context.Destinations.Resolve(channel.Address, channel.HostName);

    private static IEnumerable<Contact> Contacts(FlowObservation flow)
    {
        var unanswered = flow.State == FlowState.Unanswered;
        var failed = unanswered || (flow.State == FlowState.Reset && flow.PacketsIn <= 1);
        var atMs = ToMs(flow.At);
        if (flow.Bursts.Count == 0 && !flow.Continues)
            yield return new Contact(atMs, flow.BytesOut, failed, false, unanswered, flow.Source.Port);
        for (var i = 0; i < flow.Bursts.Count; i++)
        {
            var opens = i == 0 && !flow.Continues;
            yield return new Contact(atMs + flow.Bursts[i].OffsetMs, flow.Bursts[i].BytesOut, failed && opens, !opens, unanswered && opens, flow.Source.Port);
        }
    }

    private static long ToMs(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static DateTime ToTime(long ms) => DateTime.UnixEpoch.AddMilliseconds(ms);

    private void Wait(ChannelState channel, Contact contact)
    {
        var pending = channel.Pending ??= [];
        var at = pending.Count;
        while (at > 0 && pending[at - 1].AtMs > contact.AtMs)
            at--;
        pending.Insert(at, contact);
        state.Waiting++;
    }

    private void Take(ChannelState channel, in Contact contact, ICollection<Finding> findings)
    {
        var at = ToTime(contact.AtMs);
        var collapser = channel.Collapser;
        var begins = collapser.Begins(contact, channel.Verdict.Estimate.MedianIntervalSeconds * 1000, out var finishedBytes);
        channel.Collapser = collapser;
        if (!begins)
            return;
        if (channel.Contacts.Count > 0)
            channel.Contacts.AddSize(finishedBytes);
        channel.Contacts.Add(contact.AtMs, contact.Failed, contact.InFlow);
        state.Learned.Hit(channel.Key, at);
        state.Hours.Contact(contact.AtMs, contact.Failed);
        if (context.Detectors.Beacons.Evaluate(channel, contact.AtMs) is not { } isHeld)
            return;
        if (Signs.Rhythm(channel, isHeld, at))
            Judge(channel, at);
        if (isHeld && channel.Unexpected.Count + (channel.Tier == Tier.F3 ? 1 : 0) > 0)
            Conclude(channel, at, findings);
    }

    private void Conclude(ChannelState channel, DateTime at, ICollection<Finding> findings)
    {
        if (!Foreign.Is(channel, Destination(channel), state, IsLearned(at)) || IsPassing(channel, IsLearned(at)))
            return;
        if (!channel.InReview && (IsLearning(at) || (channel.Unexpected.Count == 0 && state.Learned.IsUnproven(channel.Key))) && !state.Learned.Refused.Contains(channel.Key))
        {
            channel.InReview = true;
            state.Learned.Forget(channel.Key);
            Judge(channel, at);
        }
        if (channel.InReview || (channel.Unexpected.Count > 0 && !state.Drift.Absorbs(channel.Key)))
            findings.Add(Signs.Finding(new BeaconEvidence(channel, context.Detectors.Beacons.Model), at, channel));
    }

    /// <summary>One of the many things that the device's user does, as far as can be told so far.</summary>
    private bool IsPassing(ChannelState channel, bool isLearned) =>
        !context.Detectors.Beacons.Lasts(channel) && (state.Learned.Roams(channel.Key) || (isLearned && Roaming.IsHabit(state.Channels.All, channel.Key)));

    /// <summary>Learning is over: what went to review before the device was known to roam, and did not last, is nothing for a person to decide.</summary>
    private void Settle()
    {
        foreach (var channel in state.Channels.All)
            if (channel.InReview && IsPassing(channel, isLearned: false))
                Trust(channel.Key);
        state.Learned.Freeze(state.Channels);
    }

    private ChannelState Channel(FlowObservation flow, out bool isNew)
    {
        var name = Name(flow);
        var destination = context.Destinations.Resolve(flow.Destination.Address, name);
        var key = new ChannelKey(destination.Key, flow.Protocol, flow.Destination.Port);
        var isLearning = IsLearning(flow.At);
        if (isLearning)
            Foreign.Learn(state, destination);
        isNew = false;
        if (state.Channels.Find(key) is { } known)
        {
            if (known.HostName != name && name is not null)
                known.HostName = name;
            return known;
        }
        isNew = true;
        var channel = new ChannelState
        {
            Key = key,
            FirstAt = flow.At,
            Address = flow.Destination.Address,
            HostName = destination.HostName,
            IsLocal = destination.IsLocal,
            IsTime = SharedServices.IsTime(flow),
        };
        channel.Deviations = Signs.Deviations(channel, flow.At);
        Judge(channel, flow.At);
        if (!channel.IsLocal)
            state.Drift.Take(new DriftDestination(key, flow.At, channel.Tier, channel.HostName, FirstUse.Relation(key, destination, Vendor, Declared(), state.Learned)), !isLearning);
        // A service that is no business of such a device is never learned as normal.
        if (isLearning && !channel.Deviations.Contains(ClassDetector.Kind))
        {
            state.Learned.Clock.TakeChannel(flow.At, FirstUse.IsHousekeeping(channel));
            state.Learned.Learn(key, destination, flow.At);
            Judge(channel, flow.At);
        }
        state.ExpiryAt ??= Profile.NextExpiry(flow.At);
        state.Channels.Add(channel, context.Options.MaxChannelsPerDevice);
        return channel;
    }

    /// <summary>The name the device used: what it said itself first, then what it was told by DNS.</summary>
    private string? Name(FlowObservation flow)
    {
        var said = Meaningful(flow.ServerName) ?? Meaningful(flow.HttpHost);
        var atMs = ToMs(flow.At);
        if (said is null)
            return state.Names.Find(flow.Destination.Address, atMs) ?? Meaningful(flow.DnsName);
        if (state.Names.Find(flow.Destination.Address, atMs) != said)
            state.Names.Learn(flow.Destination.Address, said, atMs, 0);
        return said;
    }

    private string? Meaningful(string? name)
    {
        if (name is null)
            return null;
        var host = (name.LastIndexOf(':') is >= 0 and var colon && name.IndexOf(':', StringComparison.Ordinal) == colon ? name[..colon] : name)
            .TrimEnd('.').ToLowerInvariant();
        return context.Destinations.Domain(host) is null ? null : host;
    }

    private void Judge(ChannelState channel, DateTime at)
    {
        var destination = Destination(channel);
        var coverage = Profile.Judge(channel.Key, destination, state.Names.Count > 0, at);
        channel.CoveredBy = coverage.CoveredBy;
        channel.Unexpected = coverage is { IsDeclared: true, Unexpected.Count: 0 } ? [] : AlertComposer.Union(coverage.Unexpected, channel.Deviations);
        channel.Tier = destination.IsLocal ? Tier.F0
            : coverage.IsDeclared ? Tier.F1
            : channel.IsTime || SharedServices.Contains(destination.HostName, destination.Address) || MakerRelation.Exists(Vendor, destination) ? Tier.F2
            : Tier.F3;
    }

    /// <summary>The declared profile; when the device has told more of itself, it may be another, and every channel is judged anew.</summary>
    private DeviceProfile? Declared()
    {
        if (_traits is not null && _traits.HostName == device.HostName && _traits.MudUrl == device.MudUrl && _traits.Mac == device.Mac)
            return _declared;
        var first = _traits is null;
        _traits = new DeviceTraits(device.Mac, device.HostName, Vendor, device.MudUrl, device.Id.Value);
        _userRulesVersion = -1;
        var found = context.Profiles.Find(_traits);
        if (found == _declared)
            return _declared;
        _declared = found;
        if (!first)
            Rejudge(device.LastAt);
        return _declared;
    }

    private IReadOnlyList<UserRule> UserRules()
    {
        var declared = Declared();
        if (_userRulesVersion != context.UserRules.Version)
        {
            _userRulesVersion = context.UserRules.Version;
            _userRules = context.UserRules.For(device.Id, _traits!, declared?.Name);
        }
        return _userRules;
    }

    private void Rejudge(DateTime at)
    {
        state.ExpiryAt = Profile.NextExpiry(at);
        foreach (var channel in state.Channels.All)
            Judge(channel, at);
    }
}
