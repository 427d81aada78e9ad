using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Profiles;

/// <summary>A channel that a device used while it was learned.</summary>
public sealed class LearnedRule : IOfChannel
{
    private DateTime _expiresAt;
    private DateTime _lastHitAt;
    private double _periodSeconds;

    /// <summary>The channel's destination: registrable domain, "AS… prefix", or a local address.</summary>
    public required string Destination { get; init; }

    public TransportProtocol Protocol { get; init; }

    public ushort Port { get; init; }

    public bool IsLocal { get; init; }

    /// <summary>The network of a destination without a name: all of it is covered; 0 otherwise.</summary>
    public uint Asn { get; init; }

    /// <summary>The holder of the network, where it is no cloud or CDN.</summary>
    public string? Organisation { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>When it expires; null = never.</summary>
    public DateTime? ExpiresAt
    {
        get => _expiresAt == default ? null : _expiresAt;
        set => _expiresAt = value ?? default;
    }

    /// <summary>Number of contacts that it covered.</summary>
    public long Hits { get; set; }

    public DateTime? LastHitAt
    {
        get => _lastHitAt == default ? null : _lastHitAt;
        set => _lastHitAt = value ?? default;
    }

    /// <summary>The period of the channel when its profile was frozen; null if it was not regular.</summary>
    public double? PeriodSeconds
    {
        get => _periodSeconds == 0 ? null : _periodSeconds;
        set => _periodSeconds = value ?? 0;
    }

    /// <summary>Whether it had enough calls during learning to be found regular.</summary>
    public bool IsProven { get; set; }

    [JsonIgnore]
    public ChannelKey Key => new(Destination, Protocol, Port);

    public bool IsInForce(DateTime at) => ExpiresAt is not { } end || at < end;
}
