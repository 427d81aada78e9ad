using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A recurring call of a device: its destination, start times and sizes.</summary>
internal sealed record Call
{
    /// <summary>
    /// Name that is resolved before connecting and sent as TLS server name; null when the address is built in.
    /// </summary>
    public string? Host { get; init; }

    public required IReadOnlyList<IpAddress> Addresses { get; init; }

    /// <summary>
    /// Hours after which the name, or the built-in address, moves to a new set of addresses; 0 = never.
    /// </summary>
    public double AddressHours { get; init; }

    public ushort Port { get; init; } = 443;

    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;

    /// <summary>Endless ascending start times from a given time, in seconds after the scenario's start.</summary>
    public required Func<SeededRandom, double, IEnumerable<double>> Starts { get; init; }

    public double FromSeconds { get; init; }

    public double UntilSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// The schedule continues through absences of the device; otherwise it restarts whenever the device comes online.
    /// </summary>
    public bool KeepsPhase { get; init; }

    /// <summary>The call is left out while nobody is at home.</summary>
    public bool NeedsPeople { get; init; }

    /// <summary>Calls that fail in an internet outage are retried with exponential back-off.</summary>
    public bool Retries { get; init; }

    /// <summary>
    /// Starts are bursts inside one connection, which is reopened about every <see cref="ConnectionHours"/>.
    /// </summary>
    public bool LongConnection { get; init; }

    public double ConnectionHours { get; init; } = 20;

    /// <summary>Median payload that the device sends per contact, in bytes.</summary>
    public int BytesOut { get; init; } = 310;

    /// <summary>Median payload that the device receives per contact, in bytes.</summary>
    public int BytesIn { get; init; } = 420;

    /// <summary>σ of the lognormal distribution of sizes; 0 = constant.</summary>
    public double SizeSigma { get; init; }

    /// <summary>Share of attempts without an answer.</summary>
    public double Unanswered { get; init; }

    /// <summary>True period; set on the calls that a detector should find.</summary>
    public double? TruePeriodSeconds { get; init; }

    /// <summary>Draws the payload that the device sends in one contact, 1 byte to 60 kB.</summary>
    public int DrawBytesOut(SeededRandom rng) => Draw(rng, BytesOut);

    /// <summary>Draws the payload that the device receives in one contact, 1 byte to 60 kB.</summary>
    public int DrawBytesIn(SeededRandom rng) => Draw(rng, BytesIn);

    /// <summary>Returns the addresses of the destination at a time in seconds after the scenario's start.</summary>
    public IReadOnlyList<IpAddress> AddressesAt(double seconds) =>
        AddressHours == 0
            ? Addresses
            : ExternalAddresses.OfName(
                Host ?? Addresses[0].ToString(), (long)(seconds / (3_600 * AddressHours)), Host is null ? 1 : 4);

    private int Draw(SeededRandom rng, int median) =>
        SizeSigma == 0 ? median : (int)Math.Clamp(rng.LogNormal(median, SizeSigma), 1, 60_000);
}

/// <summary>One contact of a stream whose destination changes, e.g. the next web site of a person.</summary>
internal readonly record struct TimedCall(double At, Call Call);
