using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>Counts the packets, bytes and bursts of a flow since its last record.</summary>
/// <remarks>
/// Packets are counted also while the slice is closed: packets between two slices, in which the source sends no
/// payload, are counted in the next record.
/// </remarks>
internal struct FlowSlice
{
    private Burst[]? _bursts;
    private int _burstCount;

    public bool IsOpen { get; private set; }

    public long AtMs { get; private set; }

    public long BytesOut { get; private set; }

    public long BytesIn { get; private set; }

    public long PacketsOut { get; private set; }

    public long PacketsIn { get; private set; }

    public readonly bool IsEmpty => PacketsOut + PacketsIn == 0;

    public void Open(long atMs)
    {
        IsOpen = true;
        AtMs = atMs;
    }

    public void Count(int ipBytes, bool fromSource)
    {
        if (fromSource)
        {
            BytesOut += ipBytes;
            PacketsOut++;
        }
        else
        {
            BytesIn += ipBytes;
            PacketsIn++;
        }
    }

    public void StartBurst(long atMs, int payloadBytes)
    {
        _bursts ??= new Burst[1];
        if (_burstCount == _bursts.Length)
            Array.Resize(ref _bursts, Math.Max(8, _burstCount * 2));
        // If the packet times step back, the offset stays at or after that of the burst before.
        var earliest = _burstCount == 0 ? 0 : _bursts[_burstCount - 1].OffsetMs;
        _bursts[_burstCount++] = new Burst((int)Math.Clamp(atMs - AtMs, earliest, int.MaxValue), payloadBytes);
    }

    public readonly void ExtendBurst(int payloadBytes)
    {
        if (_burstCount == 0)
            return;
        ref var last = ref _bursts![_burstCount - 1];
        last = last with { BytesOut = (int)Math.Min(int.MaxValue, (long)last.BytesOut + payloadBytes) };
    }

    /// <summary>Returns the bursts without a copy where possible; the slice must not be used afterwards.</summary>
    public readonly Burst[] DetachBursts()
    {
        if (_bursts is null)
            return [];
        return _burstCount == _bursts.Length ? _bursts : _bursts.AsSpan(0, _burstCount).ToArray();
    }
}
