using System.Security.Cryptography;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>The 5-tuple of a flow without direction: packets of both directions have the same key.</summary>
internal readonly struct FlowKey : IEquatable<FlowKey>
{
    // A random seed: otherwise a sender could choose addresses and ports that all fall into one hash bucket.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    private readonly UInt128 _low;
    private readonly UInt128 _high;
    private readonly ulong _portsAndProtocol;

    public FlowKey(Endpoint one, Endpoint other, byte protocol)
    {
        if (one.Address.Value > other.Address.Value || (one.Address == other.Address && one.Port > other.Port))
            (one, other) = (other, one);
        _low = one.Address.Value;
        _high = other.Address.Value;
        _portsAndProtocol = (ulong)one.Port << 32 | (ulong)other.Port << 16 | protocol;
    }

    public bool Equals(FlowKey other) =>
        _low == other._low && _high == other._high && _portsAndProtocol == other._portsAndProtocol;

    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public override int GetHashCode() => (int)Digest(Seed);

    /// <summary>Returns a 64-bit hash of the key and the seed.</summary>
    public ulong Digest(ulong seed)
    {
        var h = Mix(seed ^ _portsAndProtocol);
        h = Mix(h ^ (ulong)_low);
        h = Mix(h ^ (ulong)(_low >> 64));
        h = Mix(h ^ (ulong)_high);
        return Mix(h ^ (ulong)(_high >> 64));
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        value ^= value >> 32;
        value *= 0xD6E8FEB86659FD93;
        return value ^ value >> 29;
    }
}
