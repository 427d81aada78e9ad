using System.Globalization;
using IoTWatch.Learning.Evaluation.Figures;

namespace IoTWatch.Learning.Evaluation.Reports;

/// <summary>Formats figures for reports in the invariant culture.</summary>
internal static class FigureText
{
    public const string None = "–";

    public static string Of(Proportion share) => share.Value is null
        ? None
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{share.Count} of {share.Total} = {share.Value:0.000} [{share.Low:0.000}, {share.High:0.000}]");

    public static string Short(Proportion share) =>
        share.Total == 0 ? None : string.Create(CultureInfo.InvariantCulture, $"{share.Count} of {share.Total}");

    public static string Of(EventRate rate) => rate.Value is null
        ? None
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{rate.Count} in {rate.Exposure:#,0.0} d = {rate.Value:0.0000} [{rate.Low:0.0000}, {rate.High:0.0000}]");

    public static string Number(double? value, string format = "0.###") =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : None;

    public static string Seconds(double? seconds) => seconds switch
    {
        null => None,
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} d"),
    };
}
