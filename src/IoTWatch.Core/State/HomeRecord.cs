using IoTWatch.Core.Alerts;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.State;

/// <summary>The content of a checkpoint.</summary>
internal sealed record HomeRecord(
    int Version, DirectoryRecord Directory, IReadOnlyDictionary<string, DeviceRecord> Devices,
    IReadOnlyList<Incident> Incidents, DateTime NowAt, DateTime SweptAt, long Late,
    IReadOnlyList<UserRule>? UserRules = null, IReadOnlyList<PublishedAlert>? Told = null,
    IReadOnlyList<Suppression>? Suppressions = null, IReadOnlyList<Verdict>? Verdicts = null, long Withheld = 0);

/// <summary>A device's <see cref="DeviceState"/> as saved.</summary>
internal sealed record DeviceRecord(
    ChannelsRecord Channels, IReadOnlyList<KnownName> Names, LearnedProfile Learned, DriftWatch Drift,
    DateTime? ExpiryAt, int Waiting, HourlyBehaviour Hours, Suspicion Volume, long BehaviourAskedMs, FanOut? HomePeers,
    FanOut? InternetPeers, List<string> Countries, List<string> OpenNetworks)
{
    public static DeviceRecord Of(DeviceState state) => new(
        state.Channels.Save(), state.Names.Save(), state.Learned, state.Drift, state.ExpiryAt, state.Waiting,
        state.Hours, state.Volume, state.BehaviourScoredMs, state.HomePeers, state.InternetPeers, state.Countries,
        state.OpenNetworks);

    public DeviceState ToState()
    {
        var state = new DeviceState
        {
            Channels = ChannelTable.Restore(Channels),
            Learned = Learned,
            Drift = Drift,
            ExpiryAt = ExpiryAt,
            Waiting = Waiting,
            Hours = Hours,
            Volume = Volume,
            BehaviourScoredMs = BehaviourAskedMs,
            HomePeers = HomePeers,
            InternetPeers = InternetPeers,
            Countries = Countries,
            OpenNetworks = OpenNetworks,
        };
        state.Names.Restore(Names);
        return state;
    }
}
