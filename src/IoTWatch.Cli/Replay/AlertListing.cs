using System.Globalization;
using IoTWatch.Cli.Output;
using IoTWatch.Core.Alerts;
using IoTWatch.Core.Detection;
using IoTWatch.Core.Text;
using Spectre.Console;

namespace IoTWatch.Cli.Replay;

/// <summary>Writes alerts to a terminal: a table, then the explanation of each.</summary>
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
            console.WriteLine($"{++number}. {SafeText.Of(alert.Explanation, maxShown: 1000)}");
    }

    private static IEnumerable<string> Cells(int number, Alert alert)
    {
        yield return number.ToString(CultureInfo.InvariantCulture);
        yield return $"[{Color(alert.Severity)}]{alert.Severity}[/]";
        yield return alert.State == AlertState.Review ? $"{alert.Kind}, for review" : alert.Kind.ToString();
        yield return alert.FirstAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        yield return Markup.Escape(SafeText.Of(alert.Device.Name ?? alert.Device.Vendor ?? alert.Device.Id));
        var to = alert.Destination;
        yield return Markup.Escape($"{SafeText.Of(to.Name)}:{to.Port}/{to.Proto} {to.Country}".TrimEnd());
        yield return alert.Beacon is { } beacon ? DisplayText.Period(beacon.PeriodS) : "";
    }

    private static string Color(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "red",
        Severity.Medium => "yellow",
        _ => "blue",
    };
}
