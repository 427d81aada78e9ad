using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>The signs of one device other than its beacons: asks each detector at its moment and turns evidence into findings.</summary>
/// <remarks>Keeps nothing of its own: what lives on is in <see cref="DeviceState"/>.</remarks>
internal sealed class DeviceSigns(DeviceMonitor monitor, DetectionContext context)
{
    private const long TellClassEveryMs = 3_600_000;
    private readonly Detectors _detectors = context.Detectors;
    private readonly DeviceState _state = monitor.State;

    /// <summary>What is odd about a channel by its very service, when it is used for the first time.</summary>
    public IReadOnlyList<string> Deviations(ChannelState channel, DateTime at)
    {
        var isClear = monitor.IsLearned(at) && _detectors.ClearText.Deviates(_state.Channels, channel.Key);
        var isOutOfPlace = _detectors.Classes.Lists(channel.Key) && _detectors.Classes.Find(channel.Key, channel.IsLocal, monitor.Class) is not null;
        return (isClear, isOutOfPlace) switch
        {
            (true, true) => [ClearTextDetector.Kind, ClassDetector.Kind],
            (true, false) => [ClearTextDetector.Kind],
            (false, true) => [ClassDetector.Kind],
            _ => [],
        };
    }

    /// <summary>Takes a flow record on its channel.</summary>
    public void Take(FlowObservation flow, ChannelState channel, bool isNew, ICollection<Finding> findings)
    {
        var atMs = ToMs(flow.At);
        _state.Hours.Flow(atMs, channel, flow.BytesOut, flow.DurationMs, isNew);
        if (!monitor.IsLearning(flow.At))
            _detectors.Volume.Look(_state, channel, atMs);
        var failed = flow.State == FlowState.Unanswered || flow.PacketsIn == 0 || (flow.State == FlowState.Reset && flow.PacketsIn <= 1);
        if (isNew)
            _detectors.Lateral.Add(_state, channel, atMs, failed);
        if (channel.Unexpected.Contains(ClassDetector.Kind))
            Speak(flow, channel, atMs, findings);
    }

    /// <summary>Moves event time: what was suspected is looked at again.</summary>
    public void Advance(DateTime at, ICollection<Finding> findings)
    {
        if (!_state.Volume.IsRaised && _state.HomePeers is not { Suspicion.IsRaised: true } && _state.InternetPeers is not { Suspicion.IsRaised: true })
            return;
        var atMs = ToMs(at);
        if (_detectors.Volume.Confirm(_state, atMs) is { } volume && !volume.Channel.InReview
            && Foreign.Is(volume.Channel, monitor.Destination(volume.Channel), _state, monitor.IsLearned(at)))
            findings.Add(Finding(volume, at, volume.Channel));
        if (_detectors.Lateral.Confirm(_state.HomePeers, isHome: true, atMs) is { } home)
            findings.Add(Finding(home, at, null));
        if (_detectors.Lateral.Confirm(_state.InternetPeers, isHome: false, atMs) is { } internet)
            findings.Add(Finding(internet, at, null));
    }

    /// <summary>Takes what the device does on the air.</summary>
    public void Take(WifiObservation wifi, ICollection<Finding> findings)
    {
        if (OpenJoinDetector.Look(_state, wifi, monitor.IsLearning(wifi.At)) is { } joined)
            findings.Add(Finding(joined, wifi.At, null));
    }

    /// <summary>Compares an evaluated channel with the rhythm it was learned with.</summary>
    /// <returns>True when its deviations have changed.</returns>
    public bool Rhythm(ChannelState channel, bool isHeld, DateTime at)
    {
        if (monitor.IsLearning(at))
            CadenceDetector.Learn(channel, context.Options.BeaconThreshold);
        if (!isHeld || monitor.IsLearning(at))
            return false;
        var was = channel.Deviations.Contains(CadenceDetector.Kind);
        // Who follows a user has no rhythm to break.
        var deviates = !_state.Learned.Roams(channel.Key) && _detectors.Cadence.Deviates(channel);
        if (was == deviates)
            return false;
        channel.Deviations = deviates
            ? AlertComposer.Union(channel.Deviations, [CadenceDetector.Kind])
            : [.. channel.Deviations.Where(kind => kind != CadenceDetector.Kind)];
        return true;
    }

    public Finding Finding(Evidence evidence, DateTime at, ChannelState? channel)
    {
        var destination = channel is null ? null : monitor.Destination(channel);
        var isNewCountry = channel is { Tier: Destinations.Tier.F2 } && Foreign.IsNewCountry(channel, destination!, _state);
        return new Finding(evidence, at, evidence.BeganAt ?? channel?.FirstAt ?? at, channel, destination, monitor.Profile, isNewCountry);
    }

    private void Speak(FlowObservation flow, ChannelState channel, long atMs, ICollection<Finding> findings)
    {
        if ((channel.ClassToldMs != 0 && atMs - channel.ClassToldMs < TellClassEveryMs) || !_detectors.Classes.IsSpoken(flow, channel)
            || _detectors.Classes.Find(channel.Key, channel.IsLocal, monitor.Class) is not { } service)
            return;
        channel.ClassToldMs = atMs;
        findings.Add(Finding(new ClassEvidence(channel, service, monitor.Class, ClassDetector.WasAnswered(flow, channel)), flow.At, channel));
    }

    private static long ToMs(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
