using IoTWatch.Core.Profiles;

namespace IoTWatch.Server.Decisions;

/// <summary>
/// An entry of <c>GET /api/v1/drift</c>: what looks like a firmware update, to accept or reject as a whole.
/// </summary>
/// <param name="Accept">What accepting does, in a sentence.</param>
/// <param name="Reject">What rejecting does.</param>
public sealed record DriftReport(
    string Device, string Name, DateTime FirstAt, DateTime LastAt, double StableS,
    IReadOnlyList<DriftReportDestination> Destinations, string Explanation, string Accept, string Reject)
{
    /// <param name="name">What people call the device.</param>
    public static DriftReport Of(DriftProposal proposal, string name) => new(
        proposal.Device, name, proposal.FirstAt, proposal.LastAt, proposal.StableSeconds,
        [.. proposal.Destinations.Select(DriftReportDestination.Of)],
        $"{name}: {proposal.Explanation}",
        $"All {proposal.Destinations.Count} become part of the profile of {name}, and no alert is published of them.",
        "None becomes part of the profile; each alerts as any new destination does.");
}
