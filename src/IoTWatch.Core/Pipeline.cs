using IoTWatch.Core.Alerts;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Home;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Profiles;
using IoTWatch.Core.State;

namespace IoTWatch.Core;

/// <summary>Observes observations in order of event time and returns the changes of alerts.</summary>
/// <remarks>
/// The only entry of the detector. Not thread-safe: one caller. Time is the time of the observation; no clock is used.
/// </remarks>
public sealed class Pipeline
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);
    private readonly List<Finding> _findings = [];

    /// <inheritdoc cref="HomeState.Create"/>
    public Pipeline(
        PipelineOptions options, IBeaconModel model, IGeoIp geoIp, IVendors vendors, PublicSuffixList publicSuffixes,
        ProfileLibrary profiles, IBehaviourTrainer? behaviours = null)
    {
        Home = HomeState.Create(options, model, geoIp, vendors, publicSuffixes, profiles, behaviours);
        (Administration, Options, Model) = (new Administration(Home), options, model);
    }

    public PipelineOptions Options { get; }

    public IBeaconModel Model { get; }

    /// <summary>The current state, for reports.</summary>
    public HomeState Home { get; }

    /// <summary>Decisions of users.</summary>
    public Administration Administration { get; }

    /// <summary>
    /// Observes one observation; what changed among the alerts is added to <paramref name="changes"/>.
    /// </summary>
    public void Observe(Observation observation, ICollection<AlertChange> changes)
    {
        // An exception in the middle of an observation must not leave its findings to the next device.
        _findings.Clear();
        switch (observation)
        {
            case FlowObservation flow when Home.Directory.Resolve(flow, out var isOutbound) is { } device && isOutbound:
                Home.Analysis(device).Observe(flow, _findings);
                break;
            case DnsObservation dns when Home.Directory.Resolve(dns.Client, dns.Mac, dns.At) is { } device:
                Home.Analysis(device).Observe(dns);
                break;
            case LeaseObservation lease:
                Home.Directory.Learn(lease);
                break;
            case WifiObservation wifi when Home.Directory.Find(wifi.Mac) is { } device:
                Home.Analysis(device).Observe(wifi, _findings);
                break;
            case TickObservation tick:
                foreach (var analysis in Home.Analyses)
                    analysis.AdvanceTo(tick.At, _findings);
                break;
        }
        Home.Conclude(_findings, changes);
        if (!Home.AdvanceTo(observation.At, SweepEvery))
            return;
        Administration.ReconcileReviews(changes);
        Home.Incidents.Sweep(observation.At, Home.LastContact, changes);
    }

    /// <summary>The whole state (devices, channels, incidents) as versioned JSON, for a checkpoint.</summary>
    public byte[] Save() => StateCodec.Save(Home);

    /// <summary>Restores what <see cref="Save"/> returned.</summary>
    /// <exception cref="FormatException">The state is damaged, or of an unknown version.</exception>
    public void Restore(ReadOnlySpan<byte> state) => StateCodec.Restore(Home, state);
}
