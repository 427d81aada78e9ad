namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>What a scenario may be told.</summary>
public sealed record ScenarioOptions
{
    /// <summary>The same seed and options give the same observations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Event time of the first observation, UTC.</summary>
    public DateTime StartAt { get; init; } = new(2025, 1, 6, 7, 0, 0, DateTimeKind.Utc);

    /// <summary>Null = the scenario's own. One second to ten years.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Period of the calls that should be found, seconds. 0.5..86,400.</summary>
    public double PeriodSeconds { get; init; } = 60;

    /// <summary>Their relative jitter: each gap is the period × (1 ± U(0, jitter)). 0..0.9.</summary>
    public double Jitter { get; init; } = 0.02;

    /// <summary>Share of those calls that is left out. 0..0.9.</summary>
    public double Missed { get; init; }

    /// <summary>When the first device goes wrong, after the start.</summary>
    public TimeSpan GoesWrongAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where it calls, without a DNS name; a documentation address (RFC 5737) by default, which no country file knows.</summary>
    public string BeaconAddress { get; init; } = "203.0.113.44";

    public ushort BeaconPort { get; init; } = 443;

    /// <summary>The bad calls are keep-alives inside one long connection.</summary>
    public bool InFlow { get; init; }

    /// <summary>Devices in a household. 1..200.</summary>
    public int Devices { get; init; } = 30;

    /// <summary>How many of them go wrong. 0..<see cref="Devices"/>.</summary>
    public int Compromised { get; init; } = 1;
}
