using IoTWatch.Core.Home;
using IoTWatch.Core.Text;

namespace IoTWatch.Server.Decisions;

/// <summary>An entry of <c>GET /api/v1/review</c>.</summary>
/// <param name="Approve">What approving does, in a sentence.</param>
/// <param name="Reject">What rejecting does.</param>
/// <param name="Alert">The id of the alert in review about it; null where there is none yet.</param>
public sealed record ReviewReport(
    string Id, string Device, string Name, string Destination, string? Host, string Address, int Port, string Proto,
    uint? Asn, string? Org, string? Country, DateTime FirstAt, DateTime LastAt, int Contacts, double PeriodS,
    double Probability, string Explanation, string Approve, string Reject, string? Alert)
{
    public static ReviewReport Of(ReviewItem item) => new(
        item.Id, item.Device, item.Name, item.Channel.Destination, item.HostName, item.Address, item.Channel.Port,
        SnakeCase.Of(item.Channel.Protocol), item.Geo.Asn == 0 ? null : item.Geo.Asn, item.Geo.Organisation,
        item.Geo.Country, item.FirstAt, item.LastAt, item.Contacts, Math.Round(item.PeriodSeconds, 3),
        Math.Round(item.Probability, 4),
        item.Explanation,
        $"{item.Name} may call {item.Channel.Destination}: "
            + "that becomes part of its profile, and no alert is published of it.",
        "It stays out of the profile, and is an alert from now on.", item.Alert);
}
