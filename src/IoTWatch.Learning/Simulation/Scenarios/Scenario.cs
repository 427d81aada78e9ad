namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A named household or device, with its ground truth.</summary>
public sealed class Scenario
{
    private readonly TimeSpan _duration;
    private readonly Func<ScenarioOptions, IReadOnlyList<SimulatedDevice>> _devices;

    internal Scenario(string name, string description, TimeSpan duration, Func<ScenarioOptions, IReadOnlyList<SimulatedDevice>> devices) =>
        (Name, Description, _duration, _devices) = (name, description, duration, devices);

    public string Name { get; }

    /// <summary>One sentence for the list of scenarios.</summary>
    public string Description { get; }

    public SimulatedCapture Generate(ScenarioOptions options)
    {
        var duration = options.Duration ?? _duration;
        var devices = _devices(options);
        return new SimulatedCapture(
            DeviceTraffic.Of(devices, options, duration),
            [.. devices.SelectMany(d => d.Calls.Where(c => c.TruePeriodSeconds is not null).Select(c => Truth(d, c, options)))],
            [HomeNetwork.Cidr], duration);
    }

    private static TrueChannel Truth(SimulatedDevice device, Call call, ScenarioOptions options) =>
        new(device.Ip.ToString(), device.Mac.ToString(), call.Addresses[0].ToString(), call.Host, call.Protocol.ToString().ToLowerInvariant(), call.Port,
            call.TruePeriodSeconds!.Value, call.LongConnection, options.StartAt.AddSeconds(call.FromSeconds));
}
