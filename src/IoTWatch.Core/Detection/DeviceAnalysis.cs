using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>Analyses the observations of one device and returns findings.</summary>
/// <remarks>
/// A flow passes destination, channel, score, profile and detectors, each once and in this order. A flow slice may
/// contain bursts later than its own time; they wait in the channel until event time reaches them, so that contacts are
/// added in order also for parallel flows. Event time advances by the device's own observations and by ticks. All state
/// is in <see cref="DeviceState"/>, which can be saved between any two observations.
/// </remarks>
public sealed class DeviceAnalysis(Device device, DeviceState state, DetectionContext context)
{
    private readonly Detectors _detectors = context.Detectors;

    public Device Device => device;

    public DeviceState State => state;

    public DevicePolicy Policy { get; } = new(device, state, context);

    /// <summary>Adds the names of a DNS answer that the device received.</summary>
    public void Observe(DnsObservation dns)
    {
        foreach (var answer in dns.Answers)
            state.Names.Learn(answer, dns.Query, dns.At.ToEpochMs(), dns.TtlSeconds);
    }

    /// <summary>Analyses a Wi-Fi event of the device.</summary>
    public void Observe(WifiObservation wifi, ICollection<Finding> findings)
    {
        if (_detectors.OpenNetwork.Evaluate(ViewAt(wifi.At), wifi) is { } joined)
            findings.Add(ViewAt(wifi.At).Finding(joined, null));
    }

    /// <summary>Analyses a flow that the device opened.</summary>
    public void Observe(FlowObservation flow, ICollection<Finding> findings)
    {
        AdvanceTo(flow.At, findings);
        state.Learned.Clock.Observe(flow.At, context.Learn, FirstUse.IsAddressRequest(flow));
        var channel = ChannelOf(flow, context.Destinations.Resolve(flow, state.Names), out var isNew);
        channel.Address = flow.Destination.Address;
        if (!channel.IsLocal && !channel.Unexpected.Contains(Deviation.NewDestination))
            state.Drift.ObserveDownload(flow.At, flow.BytesIn);
        ObserveTraffic(flow, channel, isNew, findings);
        var flowMs = flow.At.ToEpochMs();
        foreach (var contact in Contact.Of(flow))
            if (contact.AtMs <= flowMs)
                Observe(channel, contact, findings);
            else
                Defer(channel, contact);
    }

    /// <summary>
    /// Advances event time: adds the contacts that waited for it, and evaluates what detectors suspected.
    /// </summary>
    public void AdvanceTo(DateTime at, ICollection<Finding> findings)
    {
        Policy.AdvanceLearning(at);
        Policy.ExpireRules(at);
        Confirm(at, findings);
        if (state.Waiting == 0)
            return;
        var nowMs = at.ToEpochMs();
        foreach (var channel in state.Channels.Waiting)
        {
            var ready = channel.RemoveReady(nowMs);
            state.Waiting -= ready.Count;
            foreach (var contact in ready)
                Observe(channel, contact, findings);
        }
    }

    private DeviceView ViewAt(DateTime at) => new(state, Policy, at);

    private void Defer(ChannelState channel, in Contact contact)
    {
        channel.Defer(contact);
        state.Waiting++;
    }

    /// <summary>Returns the channel of a flow; created, evaluated and learned on its first use.</summary>
    private ChannelState ChannelOf(FlowObservation flow, Destination destination, out bool isNew)
    {
        var key = new ChannelKey(destination.Key, flow.Protocol, flow.Destination.Port);
        if (Policy.IsLearning(flow.At))
            Policy.LearnCountry(destination);
        isNew = false;
        if (state.Channels.Find(key) is { } known)
        {
            known.HostName = destination.HostName ?? known.HostName;
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
        Open(channel, destination, flow.At);
        return channel;
    }

    private void Open(ChannelState channel, Destination destination, DateTime at)
    {
        var view = ViewAt(at);
        if (_detectors.ClearText.Evaluate(view, channel.Key))
            channel.Deviations |= [Deviation.ClearText];
        if (_detectors.Class.Evaluate(view, channel))
            channel.Deviations |= [Deviation.DeviceClass];
        Policy.Evaluate(channel, at);
        var isLearning = Policy.IsLearning(at);
        if (!channel.IsLocal)
        {
            var relation = Policy.RelationOf(channel.Key, destination);
            state.Drift.ObserveNew(
                new DriftDestination(channel.Key, at, channel.Tier, channel.HostName, relation), !isLearning);
        }
        // A service that the device class does not use is never learned as normal.
        if (isLearning && !channel.Deviations.Contains(Deviation.DeviceClass))
        {
            state.Learned.Clock.ObserveChannel(at, FirstUse.IsHousekeeping(channel));
            state.Learned.Learn(channel.Key, destination, at);
            Policy.Evaluate(channel, at);
        }
        Policy.ScheduleExpiry(at);
        state.Channels.Add(channel, context.MaxChannelsPerDevice);
    }

    /// <summary>Passes the flow to the detectors of traffic.</summary>
    private void ObserveTraffic(FlowObservation flow, ChannelState channel, bool isNew, ICollection<Finding> findings)
    {
        var view = ViewAt(flow.At);
        state.Hours.ObserveFlow(view.AtMs, channel, flow.BytesOut, flow.DurationMs, isNew);
        _detectors.Volume.Observe(view, channel);
        if (isNew)
            _detectors.Lateral.Observe(view, channel, flow);
        if (_detectors.Class.Evaluate(view, flow, channel) is { } outOfPlace)
            findings.Add(view.Finding(outOfPlace, channel));
    }

    /// <summary>
    /// Adds a contact to its channel, scores the channel when it is due, and passes regular channels to the detectors.
    /// </summary>
    private void Observe(ChannelState channel, in Contact contact, ICollection<Finding> findings)
    {
        if (!channel.Add(contact))
            return;
        var at = EventTime.FromEpochMs(contact.AtMs);
        state.Learned.CountContact(channel.Key, at);
        state.Hours.ObserveContact(contact.AtMs, contact.Failed);
        if (context.Beacons.Evaluate(channel, contact.AtMs) is not { } isHeld)
            return;
        var view = ViewAt(at);
        if (_detectors.Cadence.Evaluate(view, channel, isHeld, context.Beacons.Threshold))
            Policy.Evaluate(channel, at);
        if (isHeld && _detectors.Beacon.Evaluate(view, channel, context.Beacons.Model) is { } beacon)
            findings.Add(view.Finding(beacon, channel));
    }

    /// <summary>Evaluates the suspicions of earlier observations.</summary>
    private void Confirm(DateTime at, ICollection<Finding> findings)
    {
        if (!state.IsSuspected)
            return;
        var view = ViewAt(at);
        if (_detectors.Volume.Evaluate(view) is { } volume)
            findings.Add(view.Finding(volume, volume.Channel));
        if (_detectors.Lateral.Evaluate(view, state.HomePeers, isHome: true) is { } home)
            findings.Add(view.Finding(home, null));
        if (_detectors.Lateral.Evaluate(view, state.InternetPeers, isHome: false) is { } internet)
            findings.Add(view.Finding(internet, null));
    }
}
