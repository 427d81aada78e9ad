using System.Globalization;
using IoTWatch.Core.Text;
using IoTWatch.Server.Feed;
using Microsoft.AspNetCore.Http;

namespace IoTWatch.Server.Web.AlertList;

/// <summary>
/// What a list of alerts shows, as its address says: <c>?tab=&amp;device=&amp;destination=&amp;before=</c>.
/// </summary>
public sealed record AlertQuery(AlertTab Tab, string? Device, string? Destination, long? Before)
{
    private const int PageRows = 100;

    public bool IsFiltered => Device is not null || Destination is not null;

    public static AlertQuery From(IQueryCollection query) => new(
        Enum.TryParse<AlertTab>(query["tab"], ignoreCase: true, out var tab) && Enum.IsDefined(tab)
            ? tab : AlertTab.Inbox,
        Text(query["device"]),
        Text(query["destination"]),
        long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? before : null);

    /// <summary>The states that the tab shows, as the rows of the page name them.</summary>
    public IReadOnlyList<string> States => Tab switch
    {
        AlertTab.Inbox => ["open", "acknowledged"],
        AlertTab.Escalated => ["escalated"],
        AlertTab.Silenced => ["archived", "snoozed", "approved", "false_positive"],
        AlertTab.Deferred => [AlertStateName.Deferred],
        AlertTab.Review => [],
        _ => AlertStateName.All,
    };

    public AlertListing Run(IAlertStore store)
    {
        var sequence = store.Latest(1) is [var newest, ..] ? newest.Sequence : 0;
        var (rows, next) = AlertScan.Find(store, Shows, PageRows, Before);
        return new AlertListing(rows, next, sequence);
    }

    /// <summary>The address of this list with another tab or cursor.</summary>
    public string Href(AlertTab tab, long? before = null)
    {
        var parts = new List<string>();
        if (tab != AlertTab.Inbox)
            parts.Add($"tab={SnakeCase.Of(tab)}");
        if (Device is not null)
            parts.Add($"device={Uri.EscapeDataString(Device)}");
        if (Destination is not null)
            parts.Add($"destination={Uri.EscapeDataString(Destination)}");
        if (before is { } cursor)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"before={cursor}"));
        return parts.Count == 0 ? "/" : "/?" + string.Join('&', parts);
    }

    private bool Shows(StoredAlert stored) =>
        States.Contains(AlertStateName.Of(stored.Alert))
        && (Device is null || stored.Alert.Device.Id == Device)
        && (Destination is null || stored.Alert.Destination.Name == Destination);

    private static string? Text(string? value) => string.IsNullOrEmpty(value) || value.Length > 300 ? null : value;
}
