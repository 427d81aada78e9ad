using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>Everything remembered of a channel's contacts in bounded space (at most 744 bytes), whatever their number.</summary>
/// <remarks>
/// An unmanaged value: its bytes are its serialised form (little-endian machines only). Times are centiseconds since the first
/// contact, so 497 days fit. The ring holds the last 64 contacts exactly; the histograms carry what is older: intervals in 64 bins,
/// 4 per octave from 2 s (shorter ones fall into bin 0); lags to the 8 contacts before in 96 bins, 6 per octave from 0.5 s.
/// All bins are halved when one reaches 32,768 and every 7 days, so that the past fades. Sizes are bytes the device sent per contact.
/// </remarks>
public struct ChannelSketch
{
    public const int RingSize = 64;
    public const int IntervalBins = 64;
    public const int LagBins = 96;
    public const int LagBinsPerOctave = 6;
    public const int SizeBins = 16;
    private const int LagDepth = 8;
    private const ushort FullBin = 32_768;
    private const uint Week = 7 * 24 * 360_000;

    private Ring _times;
    private IntervalHistogram _intervals;
    private LagHistogram _lags;
    private SizeHistogram _sizes;
    private HourHistogram _hours;
    private uint _halvedAt;
    private int _lastBytes;
    private uint _count;
    private uint _failed;
    private uint _inFlow;
    private uint _sized;
    private uint _sameSize;
    private uint _weekSlots;
    private float _logSizeMean;
    private float _logSizeM2;
    private long _originMs;

    /// <summary>Contacts in all.</summary>
    public readonly int Count => (int)_count;

    /// <summary>Contacts whose time is held exactly: the last <see cref="RingSize"/> at most.</summary>
    public readonly int Kept => (int)Math.Min(_count, RingSize);

    /// <summary>Epoch milliseconds of the first contact.</summary>
    public readonly long OriginMs => _originMs;

    /// <summary>Share of contacts whose connection was refused or never answered.</summary>
    public readonly float FailedShare => _count == 0 ? 0 : (float)_failed / _count;

    /// <summary>Share of contacts that were bursts inside a connection rather than new connections.</summary>
    public readonly float InFlowShare => _count == 0 ? 0 : (float)_inFlow / _count;

    /// <summary>Share of contacts of just the size of the one before.</summary>
    public readonly float SameSizeShare => _sized < 2 ? 0 : (float)_sameSize / (_sized - 1);

    /// <summary>Standard deviation of the natural logarithm of (1 + bytes).</summary>
    public readonly float LogSizeDeviation => _sized < 2 ? 0 : MathF.Sqrt(_logSizeM2 / (_sized - 1));

    /// <summary>Bytes per contact in the middle of the size bins: half the contacts sent less. Exact to a factor of √2.</summary>
    public readonly double MedianBytes
    {
        get
        {
            var half = (long)(_sized + 1) / 2;
            for (var bin = 0; bin < SizeBins; bin++)
                if ((half -= _sizes[bin]) <= 0)
                    return bin == 0 ? 0 : Math.Sqrt(2) * (1 << bin);
            return _lastBytes;
        }
    }

    /// <summary>One bit per quarter of a day of the week (UTC, 28 slots) in which a contact fell.</summary>
    public readonly uint WeekSlots => _weekSlots;

    public readonly ReadOnlySpan<ushort> Intervals => MemoryMarshal.CreateReadOnlySpan(in _intervals[0], IntervalBins);

    public readonly ReadOnlySpan<ushort> Lags => MemoryMarshal.CreateReadOnlySpan(in _lags[0], LagBins);

    public readonly ReadOnlySpan<ushort> Sizes => MemoryMarshal.CreateReadOnlySpan(in _sizes[0], SizeBins);

    /// <summary>Contacts per hour of the day, UTC.</summary>
    public readonly ReadOnlySpan<ushort> Hours => MemoryMarshal.CreateReadOnlySpan(in _hours[0], 24);

    /// <summary>Copies the kept contact times, oldest first, seconds since <see cref="OriginMs"/>.</summary>
    /// <returns>How many were written.</returns>
    public readonly int CopyTimes(Span<double> seconds)
    {
        var kept = (uint)Kept;
        for (var i = 0u; i < kept; i++)
            seconds[(int)i] = _times[(int)((_count - kept + i) % RingSize)] / 100.0;
        return (int)kept;
    }

    /// <summary>Takes the start of a contact.</summary>
    /// <param name="atMs">Epoch milliseconds, not before the previous contact's.</param>
    public void Add(long atMs, bool failed, bool inFlow)
    {
        if (_count == 0)
            _originMs = atMs;
        var at = (uint)Math.Clamp((atMs - _originMs) / 10, 0, uint.MaxValue);
        if (at - _halvedAt >= Week)
            Halve(at);
        for (var back = 1u; back <= LagDepth && back <= _count; back++)
        {
            var lag = at - _times[(int)((_count - back) % RingSize)];
            if (back == 1)
                Raise(ref _intervals[Bin(lag, 200, 4, IntervalBins)], at);
            Raise(ref _lags[Bin(lag, 50, LagBinsPerOctave, LagBins)], at);
        }
        _times[(int)(_count % RingSize)] = at;
        _count++;
        _failed += failed ? 1u : 0;
        _inFlow += inFlow ? 1u : 0;
        var hours = Math.Max(atMs, 0) / 3_600_000;
        Raise(ref _hours[(int)(hours % 24)], at);
        _weekSlots |= 1u << (int)(hours / 6 % 28);
    }

    /// <summary>Takes the size of a contact that is over.</summary>
    public void AddSize(long bytes)
    {
        var size = (int)Math.Min(bytes, int.MaxValue);
        if (_sized > 0 && size == _lastBytes)
            _sameSize++;
        _lastBytes = size;
        _sized++;
        var log = MathF.Log(1 + (float)size);
        var delta = log - _logSizeMean;
        _logSizeMean += delta / _sized;
        _logSizeM2 += delta * (log - _logSizeMean);
        ref var bin = ref _sizes[Math.Min(BitOperations.Log2((uint)size + 1), SizeBins - 1)];
        if (bin < ushort.MaxValue)
            bin++;
    }

    /// <summary>The middle, in seconds, of a bin of <see cref="Lags"/>.</summary>
    public static double LagSeconds(int bin) => 0.5 * Math.Pow(2, (bin + 0.5) / LagBinsPerOctave);

    /// <summary>The bin of <see cref="Intervals"/> that an interval falls into.</summary>
    public static int IntervalBin(double seconds) => Bin((uint)Math.Clamp(seconds * 100, 0, uint.MaxValue), 200, 4, IntervalBins);

    private static int Bin(uint centiseconds, double lowest, int perOctave, int bins) =>
        centiseconds <= lowest ? 0 : Math.Min((int)(Math.Log2(centiseconds / lowest) * perOctave), bins - 1);

    private void Raise(ref ushort bin, uint at)
    {
        if (++bin >= FullBin)
            Halve(at);
    }

    private void Halve(uint at)
    {
        _halvedAt = at;
        for (var i = 0; i < IntervalBins; i++)
            _intervals[i] /= 2;
        for (var i = 0; i < LagBins; i++)
            _lags[i] /= 2;
        for (var i = 0; i < SizeBins; i++)
            _sizes[i] /= 2;
        for (var i = 0; i < 24; i++)
            _hours[i] /= 2;
    }

    [InlineArray(RingSize)]
    private struct Ring
    {
        private uint _first;
    }

    [InlineArray(IntervalBins)]
    private struct IntervalHistogram
    {
        private ushort _first;
    }

    [InlineArray(LagBins)]
    private struct LagHistogram
    {
        private ushort _first;
    }

    [InlineArray(SizeBins)]
    private struct SizeHistogram
    {
        private ushort _first;
    }

    [InlineArray(24)]
    private struct HourHistogram
    {
        private ushort _first;
    }
}
