using IoTWatch.Core.Text;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A named, reproducible home whose traffic and ground truth are generated from options.</summary>
public sealed class Scenario
{
    private readonly TimeSpan _duration;
    private readonly Func<ScenarioOptions, SimulatedHome> _home;

    internal Scenario(string name, string description, TimeSpan duration, Func<ScenarioOptions, SimulatedHome> home) =>
        (Name, Description, _duration, _home) = (name, description, duration, home);

    public string Name { get; }

    /// <summary>One sentence for lists; it is also the note in <c>labels.json</c>.</summary>
    public string Description { get; }

    /// <summary>Returns the observations of the home and the channels that should be found.</summary>
    public SimulatedCapture Generate(ScenarioOptions options)
    {
        var duration = options.Duration ?? _duration;
        options = options with { Duration = duration };
        var home = _home(options);
        return new SimulatedCapture(
            HomeTimeline.Generate(home, options, duration),
            [.. home.Devices.SelectMany(
                d => d.Calls.Where(c => c.TruePeriodSeconds is not null).Select(c => Truth(d, c, options)))],
            [HomeNetwork.Cidr], duration);
    }

    private static GroundTruthChannel Truth(SimulatedDevice device, Call call, ScenarioOptions options) =>
        new(device.Ip.ToString(), device.Mac.ToString(), call.Addresses[0].ToString(), call.Host,
            SnakeCase.Of(call.Protocol), call.Port, call.TruePeriodSeconds!.Value, call.LongConnection,
            options.StartAt.AddSeconds(call.FromSeconds));

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("kettle",
            "A home of nine devices in which the kettle starts to call an unnamed foreign address like clockwork.",
            TimeSpan.FromHours(2), KettleScenario.Create),
        new("beacon", "One device that does nothing but call one address regularly.", TimeSpan.FromHours(2),
            BeaconScenario.Create),
        new("household",
            "A home that lives: thirty devices with published heartbeat periods, firmware updates, reboots and "
                + "outages, people and their guests; one or more devices gone wrong.",
            TimeSpan.FromDays(1), HouseholdScenario.Create),
    ];

    /// <returns>The scenario of that name, or null.</returns>
    public static Scenario? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
