using System.CommandLine;
using System.CommandLine.Parsing;
using IoTWatch.Cli.Setup;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Arguments;

/// <summary>The options that every verb with a detector has, read into a <see cref="DetectionSetup"/>.</summary>
internal sealed class DetectionArguments
{
    private readonly Option<string[]> _local = new("--local")
    {
        HelpName = "CIDR",
        Description = "The home's networks; several by spaces or commas [default: the private ranges]",
    };

    private readonly Option<TimeSpan?> _learn;

    private readonly Option<string?> _profiles = new("--profiles")
    {
        HelpName = "DIR",
        Description = "Folder of MUD files (RFC 8520), one device model each [default: the bundled ones]",
    };

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "DIR",
        Description = "Folder of a beacon model, as 'iotwatch train' writes it [default: the bundled one]",
    };

    private readonly Option<string[]> _geoip = new("--geoip")
    {
        HelpName = "FILE",
        Description = "MMDB files (country, city, ASN) asked before the bundled ones; several by spaces or commas",
    };

    /// <param name="learned">What the verb learns where nothing is asked for.</param>
    public DetectionArguments(string learned = "0, nothing is learned")
    {
        _learn = DurationOption.Create(
            "--learn", $"How long each device without a profile is learned before its profile is frozen, in the observations' own time [default: {learned}]");
        _local.Validators.Add(result =>
        {
            foreach (var network in Split(result.Tokens).Where(network => !IpNetwork.TryParse(network, out _)))
                result.AddError($"--local {network}: not a network such as 192.168.0.0/16 or fd00::/8");
        });
        _profiles.Validators.Add(result => Each(result, Directory.Exists, "no such folder"));
        _model.Validators.Add(result => Each(result, Directory.Exists, "no such folder"));
        _geoip.Validators.Add(result => Each(result, File.Exists, "no such file"));
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_local);
        command.Options.Add(_learn);
        command.Options.Add(_profiles);
        command.Options.Add(_model);
        command.Options.Add(_geoip);
    }

    public DetectionSetup Read(ParseResult parsed) => new()
    {
        LocalNetworks = parsed.GetResult(_local) is { } local ? Split(local.Tokens).ToList() : null,
        Learn = parsed.GetValue(_learn),
        ProfilesFolder = parsed.GetValue(_profiles),
        ModelFolder = parsed.GetValue(_model),
        GeoIpFiles = parsed.GetResult(_geoip) is { } geoip ? Split(geoip.Tokens).ToList() : [],
    };

    private static IEnumerable<string> Split(IEnumerable<Token> tokens) =>
        tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void Each(OptionResult result, Func<string, bool> isThere, string problem)
    {
        foreach (var path in Split(result.Tokens).Where(path => !isThere(path)))
            result.AddError($"{result.Option.Name} {path}: {problem}");
    }
}
