using System.Globalization;

namespace IoTWatch.Core.Text;

/// <summary>Writes figures for people: periods, spans, sizes, counts and times, always in the invariant culture.</summary>
public static class DisplayText
{
    private const double Uneven = 0.1;

    private static readonly (string Kind, string Meaning)[] Deviations =
    [
        ("U1", "a destination that no profile of this device knows"),
        ("U2", "a service that its profile does not know at this destination"),
        ("U3", "far more data than ever"),
        ("U4", "another rhythm than it was learned with"),
        ("U5", "an address that the device never asked DNS for"),
        ("U6", "unencrypted, where it used to be encrypted"),
        ("U7", "many new peers at once"),
        ("U8", "a service that is no business of such a device"),
    ];

    /// <summary>Deviation kinds in words.</summary>
    public static string Kinds(IReadOnlyList<string> kinds) =>
        string.Join("; ", Deviations.Where(known => kinds.Contains(known.Kind)).Select(known => $"{known.Meaning} ({known.Kind})"));

    /// <summary>A period: <c>60.2 s</c>, <c>5 min</c>, <c>4 h</c>.</summary>
    public static string Period(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, seconds < 10 ? "0.##" : "0.#")} s",
        < 7200 => $"{Number(seconds / 60, "0.#")} min",
        _ => $"{Number(seconds / 3600, "0.#")} h",
    };

    /// <summary>A length of time, roundly.</summary>
    public static string Span(double seconds) => seconds switch
    {
        < 120 => $"{Number(seconds, "0")} s",
        < 7200 => $"{Number(seconds / 60, "0")} min",
        < 48 * 3600 => $"{Number(seconds / 3600, "0.#")} h",
        _ => $"{Number(seconds / 86_400, "0.#")} days",
    };

    /// <summary>What a person who divides the time by the period needs to know, or the figures would not agree: nothing, or a word beginning with a comma.</summary>
    /// <param name="periods">In the time from the first call to the last.</param>
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
