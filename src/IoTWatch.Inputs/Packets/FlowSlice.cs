using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Packets;

/// <summary>What a flow has done since its last record.</summary>
/// <remarks>
/// Packets are counted even while the slice is closed: what comes in between two slices of a flow in which the device says
/// nothing is carried into the next record.
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

    public void BeginBurst(long atMs, int payloadBytes)
    {
        _bursts ??= new Burst[1];
        if (_burstCount == _bursts.Length)
            Array.Resize(ref _bursts, Math.Max(8, _burstCount * 2));
        // A clock that steps back must not give an offset before the record, nor before the burst ahead of it.
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

    /// <summary>Gives the bursts away: the slice must be thrown away after.</summary>
    public readonly Burst[] TakeBursts()
    {
        if (_bursts is null)
            return [];
        return _burstCount == _bursts.Length ? _bursts : _bursts.AsSpan(0, _burstCount).ToArray();
    }
}
