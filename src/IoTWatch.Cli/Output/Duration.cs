using System.Globalization;

namespace IoTWatch.Cli.Output;

/// <summary>Lengths of time as a person reads them in a table, in their natural unit.</summary>
internal static class Duration
{
    public static string Text(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0#} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalDays:0.0} d"),
    };
}
