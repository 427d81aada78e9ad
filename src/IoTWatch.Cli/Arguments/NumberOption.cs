using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace IoTWatch.Cli.Arguments;

/// <summary>Options whose value is a number within bounds.</summary>
internal static class NumberOption
{
    public static Option<T?> Create<T>(string name, string unit, T least, T most, string description)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = unit,
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                    return value;
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: not a {(least is double ? "" : "whole ")}number from {least} to {most}"));
                return null;
            },
        };
}
