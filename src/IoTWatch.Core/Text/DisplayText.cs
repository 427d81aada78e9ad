using System.Globalization;

namespace IoTWatch.Core.Text;

/// <summary>
/// Writes figures for people: periods, spans, sizes, counts and times, always in the invariant culture.
/// </summary>
public static class DisplayText
{
    private const double Uneven = 0.1;

    /// <summary>A period: <c>60.2 s</c>, <c>5 min</c>, <c>4 h</c>.</summary>
    public static string Period(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, seconds < 10 ? "0.##" : "0.#")} s",
        < 7200 => $"{Number(seconds / 60, "0.#")} min",
        _ => $"{Number(seconds / 3600, "0.#")} h",
    };

    /// <summary>A duration, rounded.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, "0")} s",
        < 7200 => $"{Number(seconds / 60, "0")} min",
        < 48 * 3600 => $"{Number(seconds / 3600, "0.#")} h",
        _ => $"{Number(seconds / 86_400, "0.#")} days",
    };

    /// <summary>
    /// Explains a number of calls that does not match the time divided by the period: empty, or a phrase that begins
    /// with a comma.
    /// </summary>
    /// <param name="periods">Number of periods from the first call to the last.</param>
    public static string Pace(int calls, int missed, double periods) =>
        calls > (periods + 1) * (1 + Uneven) + 0.5 ? ", some of them in between"
        : calls + missed < (periods + 1) * (1 - Uneven) - 0.5 ? ", with pauses"
        : "";

    public static string Bytes(double bytes) => bytes switch
    {
        < 1e3 => $"{Number(bytes, "0")} bytes",
        < 1e6 => $"{Number(bytes / 1e3, "0")} kB",
        < 1e9 => $"{Number(bytes / 1e6, bytes < 1e7 ? "0.#" : "0")} MB",
        _ => $"{Number(bytes / 1e9, "0.#")} GB",
    };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Share(double share) => $"{Number(share * 100, share < 0.1 ? "0.#" : "0")} %";

    public static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
