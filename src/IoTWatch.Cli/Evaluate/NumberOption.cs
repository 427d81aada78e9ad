using System.CommandLine;
using System.Globalization;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Options whose value is a number within limits; a mistake is named with them.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, string unit, int least, int most, string description) => new(name)
    {
        HelpName = unit,
        Description = description,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            result.AddError($"{name} {result.Tokens[0].Value}: not a whole number from {least} to {most}");
            return null;
        },
    };

    public static Option<double?> Real(string name, string unit, double least, double most, string description) => new(name)
    {
        HelpName = unit,
        Description = description,
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {result.Tokens[0].Value}: not a number from {least} to {most}"));
            return null;
        },
    };
}
