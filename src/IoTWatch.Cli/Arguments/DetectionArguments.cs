using System.CommandLine;
using System.CommandLine.Parsing;
using IoTWatch.Application.Composition;
using IoTWatch.Cli.Outcome;
using IoTWatch.Cli.Output;
using IoTWatch.Core;
using IoTWatch.Core.Observations;

namespace IoTWatch.Cli.Arguments;

/// <summary>The options that every verb with a detector has, read into <see cref="DetectionOptions"/>.</summary>
internal sealed class DetectionArguments
{
    private static readonly PipelineOptions Defaults = new();

    private readonly Option<string[]> _local = new("--local")
    {
        HelpName = "CIDR",
        Description = "The home's networks; several by spaces or commas [default: the private ranges]",
    };

    private readonly Option<TimeSpan?> _learn;

    private readonly Option<double?> _threshold;
    private readonly Option<int?> _alertsPerDeviceDay;
    private readonly Option<int?> _alertsPerHomeDay;

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
        Description = "MMDB files (country, city, ASN), queried before the bundled ones; several by spaces or commas",
    };

    /// <param name="learnDefault">The verb's default of <c>--learn</c>, for the help.</param>
    /// <param name="isService">The verb runs the service, whose configuration holds the other defaults.</param>
    public DetectionArguments(string learnDefault = "0, nothing is learned", bool isService = false)
    {
        string Default(object value) =>
            FormattableString.Invariant($"[default: {(isService ? "as configured, else " : "")}{value}]");

        _learn = DurationOption.Create(
            "--learn", "How long each device without a profile is learned before its profile is frozen, "
            + $"in the observations' own time [default: {learnDefault}]");
        _threshold = NumberOption.Create(
            "--threshold", "P", DetectionOptions.MinBeaconThreshold, DetectionOptions.MaxBeaconThreshold,
            $"Beaconing probability from which a channel can alert, 0 to 1 {Default(Defaults.BeaconThreshold)}");
        _alertsPerDeviceDay = NumberOption.Create(
            "--alerts-per-device-day", "N", DetectionOptions.MinAlertsPerDay, DetectionOptions.MaxAlertsPerDeviceDay,
            "New alerts of one device within 24 hours; further ones are deferred, critical ones never "
            + Default(Defaults.AlertsPerDeviceDay));
        _alertsPerHomeDay = NumberOption.Create(
            "--alerts-per-home-day", "N", DetectionOptions.MinAlertsPerDay, DetectionOptions.MaxAlertsPerHomeDay,
            "New alerts of the home within 24 hours; further ones are deferred, critical ones never "
            + Default(Defaults.AlertsPerHomeDay));
        _local.Validators.Add(result =>
        {
            foreach (var network in Split(result.Tokens).Where(network => !IpNetwork.TryParse(network, out _)))
                result.AddError($"--local {network}: not a network such as 192.168.0.0/16 or fd00::/8");
        });
        _profiles.Validators.Add(result => CheckPaths(result, Directory.Exists, "no such folder"));
        _model.Validators.Add(result => CheckPaths(result, Directory.Exists, "no such folder"));
        _geoip.Validators.Add(result => CheckPaths(result, File.Exists, "no such file"));
    }

    private IEnumerable<Option> All =>
        [_local, _learn, _threshold, _alertsPerDeviceDay, _alertsPerHomeDay, _profiles, _model, _geoip];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>The options; those not named are as in <see cref="DetectionOptions.Shipped"/>.</summary>
    public DetectionOptions Read(ParseResult parsed) => Read(parsed, DetectionOptions.Shipped);

    /// <summary>The options; those not named are as in <paramref name="others"/>.</summary>
    public DetectionOptions Read(ParseResult parsed, DetectionOptions others) => new()
    {
        Pipeline = others.Pipeline with
        {
            LocalNetworks = parsed.GetResult(_local) is { } local
                ? [.. Split(local.Tokens)]
                : others.Pipeline.LocalNetworks,
            Learn = Learn(parsed) ?? others.Pipeline.Learn,
            BeaconThreshold = parsed.GetValue(_threshold) ?? others.Pipeline.BeaconThreshold,
            AlertsPerDeviceDay = parsed.GetValue(_alertsPerDeviceDay) ?? others.Pipeline.AlertsPerDeviceDay,
            AlertsPerHomeDay = parsed.GetValue(_alertsPerHomeDay) ?? others.Pipeline.AlertsPerHomeDay,
        },
        ProfilesFolder = parsed.GetValue(_profiles) ?? others.ProfilesFolder,
        ModelFolder = parsed.GetValue(_model) ?? others.ModelFolder,
        GeoIpFiles = parsed.GetResult(_geoip) is { } geoip ? [.. Split(geoip.Tokens)] : others.GeoIpFiles,
    };

    /// <summary>The value of <c>--learn</c>; null where the command line does not name it.</summary>
    public TimeSpan? Learn(ParseResult parsed) => parsed.GetValue(_learn);

    /// <summary>The options that the command line names, as it would name them, files without their folders.</summary>
    public IEnumerable<string> Words(ParseResult parsed)
    {
        var options = Read(parsed);
        if (parsed.GetResult(_local) is not null)
            yield return $"--local {string.Join(',', options.Pipeline.LocalNetworks!)}";
        if (Learn(parsed) is { } learn)
            yield return FormattableString.Invariant($"--learn {learn.TotalSeconds}s");
        foreach (var number in (Option[])[_threshold, _alertsPerDeviceDay, _alertsPerHomeDay])
            if (parsed.GetResult(number) is { Tokens: [var token] })
                yield return $"{number.Name} {token.Value}";
        if (parsed.GetValue(_model) is { } model)
            yield return $"--model {Path.GetFileName(Path.TrimEndingDirectorySeparator(model))}";
        if (parsed.GetValue(_profiles) is { } profiles)
            yield return $"--profiles {Path.GetFileName(Path.TrimEndingDirectorySeparator(profiles))}";
        foreach (var file in options.GeoIpFiles)
            yield return $"--geoip {Path.GetFileName(file)}";
    }

    /// <summary>Builds the pipeline; notes on standard error when the rule model replaces the shipped one.</summary>
    /// <exception cref="UsageException">Files or folders named in the options cannot be used, all of them.</exception>
    public static Pipeline Open(DetectionOptions options, Terminal terminal)
    {
        var detector = DetectorComposition.Create(options);
        List<string> problems =
            [.. detector.ProfileProblems, .. detector.FileProblems.Select(problem => $"--{problem}")];
        if (detector.ModelWarning is { } warning)
            if (options.ModelFolder is { } folder)
                problems.Add($"--model {folder}: {warning}");
            else
                StatusLine.Note(terminal.Error, warning);
        return problems.Count == 0 ? detector.Pipeline : throw new UsageException(problems);
    }

    private static IEnumerable<string> Split(IEnumerable<Token> tokens) => tokens.SelectMany(
        token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void CheckPaths(OptionResult result, Func<string, bool> exists, string problem)
    {
        foreach (var path in Split(result.Tokens).Where(path => !exists(path)))
            result.AddError($"{result.Option.Name} {path}: {problem}");
    }
}
