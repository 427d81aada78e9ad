namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A named household or device, with its ground truth.</summary>
public sealed class Scenario
{
    private readonly TimeSpan _duration;
    private readonly Func<ScenarioOptions, SimulatedHome> _home;

    internal Scenario(string name, string description, TimeSpan duration, Func<ScenarioOptions, SimulatedHome> home) =>
        (Name, Description, _duration, _home) = (name, description, duration, home);

    public string Name { get; }

    /// <summary>One sentence for the list of scenarios.</summary>
    public string Description { get; }

    public SimulatedCapture Generate(ScenarioOptions options)
    {
        var duration = options.Duration ?? _duration;
        options = options with { Duration = duration };
        var home = _home(options);
        return new SimulatedCapture(
            DeviceTraffic.Of(home, options, duration),
            [.. home.Devices.SelectMany(d => d.Calls.Where(c => c.TruePeriodSeconds is not null).Select(c => Truth(d, c, options)))],
            [HomeNetwork.Cidr], duration);
    }

    private static TrueChannel Truth(SimulatedDevice device, Call call, ScenarioOptions options) =>
        new(device.Ip.ToString(), device.Mac.ToString(), call.Addresses[0].ToString(), call.Host, call.Protocol.ToString().ToLowerInvariant(), call.Port,
            call.TruePeriodSeconds!.Value, call.LongConnection, options.StartAt.AddSeconds(call.FromSeconds));
}
