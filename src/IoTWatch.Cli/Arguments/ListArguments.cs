using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Arguments;

/// <summary>Joins the values of list options separated by spaces: <c>--local 10.0.0.0/8 fd00::/8 x.pcap</c>.</summary>
/// <remarks>
/// A path may follow the list, so the parser cannot tell where the list ends. The values tell: networks parse as
/// networks, geography files end in <c>.mmdb</c>. Such values are joined by commas before parsing.
/// </remarks>
internal static class ListArguments
{
    public static string[] Join(IReadOnlyList<string> args)
    {
        var joined = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            joined.Add(args[i]);
            if (Belongs(args[i]) is not { } belongs || i + 1 >= args.Count)
                continue;
            var list = args[++i];
            while (i + 1 < args.Count && belongs(args[i + 1]))
                list += "," + args[++i];
            joined.Add(list);
        }
        return [.. joined];
    }

    private static Func<string, bool>? Belongs(string option) => option switch
    {
        "--local" => static value => value.Contains('/', StringComparison.Ordinal) && IpNetwork.TryParse(value, out _),
        "--geoip" => static value => value.EndsWith(".mmdb", StringComparison.OrdinalIgnoreCase),
        _ => null,
    };
}
