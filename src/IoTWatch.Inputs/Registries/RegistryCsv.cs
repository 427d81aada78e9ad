using nietras.SeparatedValues;

namespace IoTWatch.Inputs.Registries;

/// <summary>
/// Opens the CSV files of registries: comma-separated, quoted as in RFC 4180, read without a header row.
/// </summary>
internal static class RegistryCsv
{
    public static SepReader Open(TextReader source) => Sep.New(',').Reader(options => options with
    {
        HasHeader = false,
        Unescape = true,
        DisableColCountCheck = true,
    }).From(source);
}
