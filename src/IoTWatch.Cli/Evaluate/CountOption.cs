using System.CommandLine;
using System.Globalization;

namespace IoTWatch.Cli.Evaluate;

/// <summary>Options whose value is a whole number within limits; a mistake is named with them.</summary>
internal static class CountOption
{
    public static Option<int?> Create(string name, string unit, int least, int most, string description) => new(name)
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
}
