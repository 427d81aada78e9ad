using IoTWatch.Core.Observations;

namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>One thing a device does over the network: whom it calls, when, and how much is said.</summary>
internal sealed record Call
{
    /// <summary>Looked up before connecting and sent as TLS server name; null = the address is built in.</summary>
    public string? Host { get; init; }

    public required IReadOnlyList<IpAddress> Addresses { get; init; }

    public ushort Port { get; init; } = 443;

    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;

    /// <summary>Endless rising start times, seconds after the scenario's start.</summary>
    public required Func<SeededRandom, IEnumerable<double>> Starts { get; init; }

    public double FromSeconds { get; init; }

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
}
