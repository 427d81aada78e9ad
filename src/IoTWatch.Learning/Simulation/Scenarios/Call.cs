using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>One thing a device does over the network: whom it calls, when, and how much is said.</summary>
internal sealed record Call
{
    /// <summary>Looked up before connecting and sent as TLS server name; null = the address is built in.</summary>
    public string? Host { get; init; }

    public required IReadOnlyList<IpAddress> Addresses { get; init; }

    /// <summary>How long a cloud keeps a name, or a maker a built-in address, on the same machines: mean hours of a new set of addresses; 0 = for ever.</summary>
    public double AddressHours { get; init; }

    public ushort Port { get; init; } = 443;

    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;

    /// <summary>Endless rising start times from a time on, seconds after the scenario's start.</summary>
    public required Func<SeededRandom, double, IEnumerable<double>> Starts { get; init; }

    public double FromSeconds { get; init; }

    public double UntilSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>It goes by the clock: a device that was away goes on as if it had not been. Else it begins anew with every stay.</summary>
    public bool KeepsPhase { get; init; }

    /// <summary>Nobody to use the device, no call.</summary>
    public bool NeedsPeople { get; init; }

    /// <summary>What finds no answer while the internet is away is tried again, with growing pauses.</summary>
    public bool Retries { get; init; }

    /// <summary>Starts are bursts inside one connection, which is opened anew about every <see cref="ConnectionHours"/>.</summary>
    public bool LongConnection { get; init; }

    public double ConnectionHours { get; init; } = 20;

    /// <summary>Payload per contact, medians.</summary>
    public int BytesOut { get; init; } = 310;

    public int BytesIn { get; init; } = 420;

    /// <summary>σ of the lognormal that sizes follow; 0 = always the same.</summary>
    public double SizeSigma { get; init; }

    /// <summary>Share of attempts that nobody answers.</summary>
    public double Unanswered { get; init; }

    /// <summary>Set on the calls that should be found.</summary>
    public double? TruePeriodSeconds { get; init; }

    /// <summary>Where the name leads at a time.</summary>
    public IReadOnlyList<IpAddress> AddressesAt(double seconds) =>
        AddressHours == 0 ? Addresses : Outside.Machines(Host ?? Addresses[0].ToString(), (long)(seconds / (3_600 * AddressHours)), Host is null ? 1 : 4);
}
