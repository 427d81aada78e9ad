using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;
using IoTWatch.Core.Text;

namespace IoTWatch.Core.Detection;

/// <summary>A search of the home network, or of the internet.</summary>
/// <param name="Peers">Distinct addresses tried for the first time within the window.</param>
/// <param name="Services">Distinct ports.</param>
/// <param name="Attempts">First attempts within the window.</param>
/// <param name="Failed">Of them refused or never answered.</param>
/// <param name="InAll">First attempts since it began.</param>
/// <param name="FirstMs">The oldest of the window, epoch milliseconds.</param>
/// <param name="LastMs">The newest of the window.</param>
/// <param name="Example">The address tried last.</param>
/// <param name="Protocol">Of the service that at least half the attempts went to; Other where there is none.</param>
/// <param name="Port">Of the same.</param>
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
    /// Many hosts, with the network searched in place of an address: the one around the peers in the home, or all of
    /// the internet.
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
        ? "it never used them before, and that is how a device looks for others to break into"
        : "that is how a device looks for others to break into";

    public override IEnumerable<string> CounterArguments(FindingContext context)
    {
        yield return "A device may look around when it is set up: but then most of what it tries answers, and here "
            + $"{DisplayText.Share((double)Failed / Attempts)} did not.";
        yield return "It was still so a minute after it was first noticed. All of it is this one incident, so far with "
            + $"{InAll} new peers or services.";
    }

    public override Severity SeverityIn(FindingContext context) => Severity.High;
}
