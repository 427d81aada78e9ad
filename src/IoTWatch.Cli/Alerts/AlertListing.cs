using System.Globalization;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Alerts;
using Spectre.Console;

namespace IoTWatch.Cli.Alerts;

/// <summary>Shows alerts to a person: a table, then the reason of each in a sentence.</summary>
internal static class AlertListing
{
    public static void Write(IReadOnlyList<Alert> alerts, IAnsiConsole console)
    {
        if (alerts.Count == 0)
        {
            console.WriteLine("No alerts.");
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("#").RightAligned());
        table.AddColumns("severity", "kind", "first seen (UTC)", "device", "destination", "every");
        var number = 0;
        foreach (var alert in alerts)
            table.AddRow(Cells(++number, alert).ToArray());
        console.Write(table);
        number = 0;
        foreach (var alert in alerts)
            console.WriteLine($"{++number}. {SafeText.Of(alert.Explanation, shown: 1000)}");
    }

    public static string Color(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "red",
        Severity.Medium => "yellow",
        _ => "blue",
    };

    private static IEnumerable<string> Cells(int number, Alert alert)
    {
        yield return number.ToString(CultureInfo.InvariantCulture);
        yield return $"[{Color(alert.Severity)}]{alert.Severity}[/]";
        yield return alert.State == AlertState.Review ? $"{alert.Kind}, for review" : alert.Kind.ToString();
        yield return alert.FirstAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        yield return Markup.Escape(SafeText.Of(alert.Device.Name ?? alert.Device.Vendor ?? alert.Device.Id));
        yield return Markup.Escape($"{SafeText.Of(alert.Destination.Name)}:{alert.Destination.Port}/{alert.Destination.Proto} {alert.Destination.Country}".TrimEnd());
        yield return alert.Beacon is { } beacon ? Duration.Text(TimeSpan.FromSeconds(beacon.PeriodS)) : "";
    }
}
