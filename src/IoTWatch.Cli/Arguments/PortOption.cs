using System.CommandLine;
using System.Globalization;

namespace IoTWatch.Cli.Arguments;

/// <summary><c>--port</c>: where the web page is, on this machine only.</summary>
internal static class PortOption
{
    public static Option<int?> Create() => new("--port")
    {
        HelpName = "PORT",
        Description = "Port of the web page on 127.0.0.1; 0 takes a free one [default: 8080]",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535)
                return port;
            result.AddError($"--port {result.Tokens[0].Value}: not a port, 0 to 65535");
            return null;
        },
    };

    public static Uri Address(int port) => new($"http://127.0.0.1:{port}");
}
