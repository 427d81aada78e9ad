using System.CommandLine;
using System.Globalization;
using IoTWatch.Cli.Arguments;
using IoTWatch.Cli.Output;
using IoTWatch.Cli.Timeline;
using IoTWatch.Cli.Verbs;
using IoTWatch.Core.Beaconing;
using IoTWatch.Inputs.Registries;
using IoTWatch.Learning.Evaluation;
using IoTWatch.Learning.Evaluation.Households;
using IoTWatch.Learning.Evaluation.Labels;

namespace IoTWatch.Cli.Evaluate;

/// <summary><c>iotwatch evaluate</c>: how good the detector is, on labelled captures and in simulated homes.</summary>
internal sealed class EvaluateVerb
{
    private static readonly HouseholdOptions Defaults = new();

    private readonly Option<string[]> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "Label file (labels.json): captures and their malicious channels; repeat for several",
    };

    private readonly Option<string?> _data = new("--data") { HelpName = "DIR", Description = "What the paths in label files are relative to [default: each label file's own folder]" };

    private readonly Option<int?> _households = CountOption.Create("--households", "N", 1, 1_000, "Also watch N simulated homes with beacons in some devices [default: none]");

    private readonly Option<int?> _days = CountOption.Create("--days", "N", 1, 3_650, $"With --households: days that each home is watched [default: {Defaults.Days}]");

    private readonly Option<int?> _devices = CountOption.Create("--devices", "N", 8, 200, $"With --households: devices in each [default: {Defaults.Devices}]");

    private readonly Option<int?> _seed = CountOption.Create("--seed", "N", 0, int.MaxValue, $"With --households: the first home's seed; the others follow it [default: {Defaults.Seed}]");

    private readonly Option<string?> _report = new("--report") { HelpName = "OUT.HTML", Description = "Write everything as one HTML file with plots" };

    private readonly Option<string?> _json = new("--json") { HelpName = "OUT.JSON", Description = "Write everything for machines" };

    private readonly Option<string?> _markdown = new("--markdown") { HelpName = "OUT.MD", Description = "Write everything as Markdown" };

    private readonly DetectionArguments _detection = new("as the labels say; in simulated homes a quarter of the days, 7d at most");
    private readonly FormatOption _format = new();

    public static Command Create(Terminal terminal) => new EvaluateVerb().Build(terminal);

    private Command Build(Terminal terminal)
    {
        var command = new Command("evaluate") { _labels, _data, _households, _days, _devices, _seed, _report, _json, _markdown, _format.Option };
        _detection.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_labels) is null && result.GetResult(_households) is null)
                result.AddError("--labels or --households: one of them is needed");
            foreach (var option in (Option[])[_days, _devices, _seed])
                if (result.GetResult(option) is not null && result.GetResult(_households) is null)
                    result.AddError($"{option.Name}: only together with --households");
            if (result.GetResult(_data) is not null && result.GetResult(_labels) is null)
                result.AddError("--data: only together with --labels");
        });
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, terminal, cancellation), cancellation));
        return new VerbHelp(
            "Measure the detector: recall, precision, time to detect and false alerts on labelled captures and in simulated homes, beside two baselines and RITA's score.",
            "iotwatch evaluate --labels labels.json --report accuracy.html",
            "iotwatch evaluate --households 10 --days 30 --json accuracy.json").On(command);
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var labels = new LabelFiles(parsed.GetValue(_labels) ?? [], parsed.GetValue(_data)).Read(terminal);
        var pipelines = new Pipelines(_detection.Read(parsed), warning => TimelineSummary.Line(terminal.Error, "note", $"{SafeText.Of(warning)}"));
        var outputs = new ReportFiles(parsed.GetValue(_json), parsed.GetValue(_markdown), parsed.GetValue(_report));
        outputs.Check();

        var report = Progress.Over(terminal, progress => Evaluate(parsed, labels, new EvaluationContext(pipelines.Open, Registry.PublicSuffixList(), progress), pipelines), cancellation);

        outputs.Write(report, terminal);
        ReportConsole.Write(report, _format.Read(parsed, terminal), terminal);
        var unreadable = report.Labelled?.Captures.Where(capture => capture.Unreadable is not null).Select(capture => $"{capture.Capture.Title}: {capture.Unreadable}").ToList() ?? [];
        return unreadable.Count == 0 ? ExitCode.Done : throw new InputException(unreadable);
    }

    private EvaluationReport Evaluate(ParseResult parsed, IReadOnlyList<CaptureLabel> labels, EvaluationContext context, Pipelines pipelines)
    {
        var labelledRun = new LabelledRun(context);
        var labelled = labels.Count > 0 ? labelledRun.Evaluate(labels) : null;
        var householdRun = new HouseholdRun(context, Households(parsed));
        var households = parsed.GetValue(_households) is not null ? householdRun.Evaluate() : null;
        var files = (parsed.GetValue(_labels) ?? []).Select(Path.GetFileName);
        return new EvaluationReport(
            CommandText(parsed), pipelines.Model, BeaconFeatures.Version, labels.Count > 0 ? string.Join(", ", files) : null, labelled, households,
            [.. labelledRun.Throughput, .. householdRun.Throughput], TimelineSummary.PeakMebibytes());
    }

    private HouseholdOptions Households(ParseResult parsed) => Defaults with
    {
        Households = parsed.GetValue(_households) ?? Defaults.Households,
        Days = parsed.GetValue(_days) ?? Defaults.Days,
        Devices = parsed.GetValue(_devices) ?? Defaults.Devices,
        Seed = (ulong?)parsed.GetValue(_seed) ?? Defaults.Seed,
        Learn = _detection.Read(parsed).Learn,
    };

    /// <summary>What decides the figures, with files by name only: the same on every machine.</summary>
    private string CommandText(ParseResult parsed)
    {
        var words = new List<string> { "iotwatch evaluate" };
        words.AddRange((parsed.GetValue(_labels) ?? []).Select(file => $"--labels {Path.GetFileName(file)}"));
        if (parsed.GetValue(_households) is not null)
        {
            var options = Households(parsed);
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--households {options.Households} --days {options.Days} --seed {options.Seed}"));
            if (options.Devices != Defaults.Devices)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"--devices {options.Devices}"));
        }
        var setup = _detection.Read(parsed);
        words.AddRange(setup.LocalNetworks is { } local ? [$"--local {string.Join(',', local)}"] : []);
        words.AddRange(setup.Learn is { } learn ? [string.Create(CultureInfo.InvariantCulture, $"--learn {learn.TotalSeconds}s")] : []);
        words.AddRange(setup.ModelFolder is { } model ? [$"--model {Path.GetFileName(Path.TrimEndingDirectorySeparator(model))}"] : []);
        words.AddRange(setup.ProfilesFolder is { } profiles ? [$"--profiles {Path.GetFileName(Path.TrimEndingDirectorySeparator(profiles))}"] : []);
        words.AddRange(setup.GeoIpFiles.Select(file => $"--geoip {Path.GetFileName(file)}"));
        return string.Join(' ', words);
    }
}
