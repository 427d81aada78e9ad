using System.Numerics;

namespace IoTWatch.Core.Channels;

/// <summary>Logarithmic bins of whole numbers, computed without a logarithm.</summary>
/// <remarks>
/// Bin = ⌊log2(value / lowest) · bins per octave⌋; bin 0 up to the lowest value, the last bin has no upper limit. A
/// table of the leading five bits gives the bin of the smallest value with these bits, and at most one bin border is
/// above it.
/// </remarks>
internal sealed class LogBins
{
    private const int Cells = 16;
    private readonly uint[] _last;
    private readonly byte[] _first = new byte[32 * Cells];

    public LogBins(uint lowest, int perOctave, int bins)
    {
        _last = [.. Enumerable.Range(1, bins).Select(next => Begin(next) - 1)];
        _last[^1] = uint.MaxValue;
        for (var cell = 0; cell < _first.Length; cell++)
        {
            var value = (ulong)(Cells + cell % Cells) << (cell / Cells) >> 4;
            _first[cell] = (byte)Math.Min(Bin(value), bins - 1);
        }

        int Bin(ulong value) => value <= lowest ? 0 : (int)(Math.Log2(value / (double)lowest) * perOctave);

        uint Begin(int bin)
        {
            var begin = (uint)Math.Min(lowest * Math.Pow(2, (double)bin / perOctave), uint.MaxValue);
            begin -= Math.Min(begin, 2);
            while (begin < uint.MaxValue && Bin(begin) < bin)
                begin++;
            return begin;
        }
    }

    public int this[uint value]
    {
        get
        {
            var octave = 31 - BitOperations.LeadingZeroCount(value | 1);
            var bin = _first[octave * Cells + (int)(((ulong)value << 4 >> octave) & (Cells - 1))];
            return value > _last[bin] ? bin + 1 : bin;
        }
    }
}
