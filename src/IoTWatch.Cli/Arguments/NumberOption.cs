using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace IoTWatch.Cli.Arguments;

/// <summary>Creates options whose value is a number within a range; messages about mistakes name it.</summary>
internal static class NumberOption
{
    public static Option<T?> Create<T>(string name, string unit, T min, T max, string description)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = unit,
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    && value >= min && value <= max)
                    return value;
                var kind = min is double ? "number" : "whole number";
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture, $"{name} {text}: not a {kind} from {min} to {max}"));
                return null;
            },
        };
}
