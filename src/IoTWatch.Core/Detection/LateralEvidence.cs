using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Detection;

/// <summary>Evidence of a scan of the home network or of the internet.</summary>
/// <param name="Peers">Number of distinct addresses tried for the first time within the window.</param>
/// <param name="Services">Number of distinct ports.</param>
/// <param name="Attempts">Number of first attempts within the window.</param>
/// <param name="Failed">Number of these that were refused or not answered.</param>
/// <param name="InAll">Number of first attempts since the start.</param>
/// <param name="FirstMs">Time of the oldest in the window, epoch milliseconds.</param>
/// <param name="LastMs">Time of the newest in the window.</param>
/// <param name="Example">The address tried last.</param>
/// <param name="Protocol">Protocol of the service of at least half of the attempts; Other without one.</param>
/// <param name="Port">Port of the same service.</param>
public sealed record LateralEvidence(
    bool IsHome, int Peers, int Services, int Attempts, int Failed, int InAll, long FirstMs, long LastMs,
    IpAddress Example, TransportProtocol Protocol, ushort Port) : Evidence
{
    private const int PrefixBitsV4 = 24;
    private const int PrefixBitsV6 = 64;

    public override AlertKind Kind => AlertKind.Lateral;

    public override DeviationSet Deviations => [Deviation.Lateral];

    public override DateTime? BeganAt => DateTime.UnixEpoch.AddMilliseconds(FirstMs);

    /// <summary>
    /// The scanned network in place of an address: the network of the peers in the home, or the internet.
    /// </summary>
    public override DestinationSummary Target
    {
        get
        {
            var bits = !IsHome ? 0 : Example.IsV4 ? PrefixBitsV4 : PrefixBitsV6;
            return new DestinationSummary(
                IsHome ? "many hosts of the home" : "many internet hosts",
                new IpNetwork(Example.Prefix(bits), bits).ToString(), Port, SnakeCase.Of(Protocol), null, null, null,
                null, null, IsHome ? Tier.F0 : Tier.F3);
        }
    }

    public override IReadOnlyList<Contribution> Contributions =>
    [
        new("new_peers", Peers, 0, Peers),
        new("failed_share", Math.Round((double)Failed / Attempts, 3), 0.1,
            Math.Round((double)Failed / Attempts - 0.1, 3)),
        new("distinct_services", Services, 1, Services - 1),
    ];

    public override IEnumerable<string> Expected => ["few new peers at a time, most of which answer"];

    public override IEnumerable<string> Observed =>
    [
        $"{Peers} new {(Peers == 1 ? "address" : "addresses")} and {Services} "
            + $"{(Services == 1 ? "service" : "services")} in "
            + $"{DisplayText.Span(Math.Max(LastMs - FirstMs, 1000) / 1000.0)}",
        $"{Failed} of {Attempts} attempts refused or never answered",
    ];

    public override string Describe(string party)
    {
        var where = IsHome ? "of the home network" : "on the internet, none of them by name,";
        var what = Peers == 1
            ? $"tried {Services} services of {Example}, "
                + $"{(IsHome ? "another device of the home," : "an internet host,")}"
            : $"tried {Peers} {(IsHome ? "hosts" : "addresses")} {where}";
        var port = Port == 0 ? "" : $", mostly on {SnakeCase.Of(Protocol)} port {Port}";
        return $"{what} within {DisplayText.Span(Math.Max(LastMs - FirstMs, 1000) / 1000.0)}{port}, and {Failed} of "
            + $"{Attempts} attempts were refused or never answered";
    }

    public override string Reason(FindingContext context) => IsHome
        ? "it never used them before, and a compromised device searches for others like this"
        : "a compromised device searches for others like this";

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return "A device may search for others during its setup, but then most attempts are answered; here "
            + $"{DisplayText.Share((double)Failed / Attempts)} were not.";
        yield return "A second evaluation a minute later confirmed it. This incident covers all of it, so far "
            + $"{InAll} new peers or services.";
    }

    public override Severity SeverityIn(FindingContext context) => Severity.High;
}
