namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Options of a scenario.</summary>
public sealed record ScenarioOptions
{
    /// <summary>The same seed and options give the same observations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Event time of the first observation, UTC.</summary>
    public DateTime StartAt { get; init; } = new(2025, 1, 6, 7, 0, 0, DateTimeKind.Utc);

    /// <summary>Null = the scenario's default. One second to ten years.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Period of the beacons, in seconds. 0.5..86,400.</summary>
    public double PeriodSeconds { get; init; } = 60;

    /// <summary>Relative jitter of the beacons: each gap is the period × (1 ± U(0, jitter)). 0..0.9.</summary>
    public double Jitter { get; init; } = 0.02;

    /// <summary>Share of beacon calls that are left out. 0..0.9.</summary>
    public double Missed { get; init; }

    /// <summary>When beacons begin, after the start.</summary>
    public TimeSpan BeaconAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Address of the first beacon, without a DNS name; a documentation address (RFC 5737) by default, which has no
    /// country.
    /// </summary>
    public string BeaconAddress { get; init; } = "203.0.113.44";

    public ushort BeaconPort { get; init; } = 443;

    /// <summary>Beacons are keep-alives inside one long connection.</summary>
    public bool InFlow { get; init; }

    /// <summary>Devices in a household. 1..200.</summary>
    public int Devices { get; init; } = 30;

    /// <summary>Number of compromised devices. 0..<see cref="Devices"/>.</summary>
    public int Compromised { get; init; } = 1;
}
