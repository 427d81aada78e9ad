using System.CommandLine;
using IoTWatch.Application.Text;

namespace IoTWatch.Cli.Arguments;

/// <summary>Creates options whose value is a duration such as <c>3d</c>, as in the service's configuration.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        HelpName = "3d|12h|90s",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.TryParse(text, out var duration))
                return duration;
            result.AddError($"{name} {text}: not a duration such as 3d, 12h or 90s");
            return null;
        },
    };
}
