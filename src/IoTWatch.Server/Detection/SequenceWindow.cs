using System.Numerics;
using System.Runtime.InteropServices;

namespace IoTWatch.Server.Detection;

/// <summary>
/// Remembers which of the newest sequence numbers a sensor sent, to recognise repeats, gaps and restarts.
/// </summary>
/// <remarks>
/// A ring of fingerprints (32 bits of the event's time, 0 = never seen), slot = sequence mod size. It covers <see
/// cref="MaxSlots"/> numbers below the highest, far more than a sensor can have unacknowledged, and grows only as
/// needed. The same number with another time is no repeat: the sensor restarted its counter, so the window is
/// cleared. A number below the window, or one more than <see cref="MaxGap"/> ahead, means the same.
/// </remarks>
public sealed class SequenceWindow
{
    public const int MaxSlots = 65_536;

    /// <summary>A larger step ahead is a restarted counter and not a loss.</summary>
    public const int MaxGap = 1 << 20;

    /// <summary>Higher numbers are refused: other JSON readers could not represent them.</summary>
    public const long MaxSequence = 1L << 53;

    private const int MinSlots = 256;

    private uint[] _slots = new uint[MinSlots];
    private long _lowest;
    private long _highest = -1;
    private long _received;
    private long _missingBefore;

    /// <summary>Numbers that were never received.</summary>
    public long Missing => _missingBefore + Absent;

    private long Absent => _highest < 0 ? 0 : _highest - _lowest + 1 - _received;

    /// <param name="sequence">0 .. <see cref="MaxSequence"/>.</param>
    public SequenceVerdict Add(long sequence, DateTime at)
    {
        var fingerprint = Fingerprint(at);
        if (_highest < 0)
            return Restart(sequence, fingerprint, SequenceVerdict.New);
        if (sequence - _highest > MaxGap)
            return Restart(sequence, fingerprint, SequenceVerdict.Restarted);
        if (sequence > _highest)
        {
            Advance(sequence);
        }
        else if (sequence <= _highest - MaxSlots)
        {
            return Restart(sequence, fingerprint, SequenceVerdict.Restarted);
        }
        else
        {
            EnsureCovers(sequence);
            var seen = Slot(sequence);
            if (seen == fingerprint)
                return SequenceVerdict.Duplicate;
            if (seen != 0)
                return Restart(sequence, fingerprint, SequenceVerdict.Restarted);
            _lowest = Math.Min(_lowest, sequence);
        }
        Slot(sequence) = fingerprint;
        _received++;
        return SequenceVerdict.New;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(_lowest);
        to.Write(_highest);
        to.Write(_received);
        to.Write(_missingBefore);
        to.Write(_slots.Length);
        to.Write(MemoryMarshal.AsBytes<uint>(_slots));
    }

    /// <exception cref="FormatException">Not what <see cref="Save"/> wrote.</exception>
    public static SequenceWindow Load(BinaryReader from)
    {
        var window = new SequenceWindow
        {
            _lowest = from.ReadInt64(),
            _highest = from.ReadInt64(),
            _received = from.ReadInt64(),
            _missingBefore = from.ReadInt64(),
        };
        var slots = from.ReadInt32();
        if (slots is < MinSlots or > MaxSlots || !int.IsPow2(slots))
            throw new FormatException("a sequence window of an impossible size");
        window._slots = new uint[slots];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(window._slots.AsSpan()));
        return window;
    }

    private ref uint Slot(long sequence) => ref _slots[sequence & (_slots.Length - 1)];

    private SequenceVerdict Restart(long sequence, uint fingerprint, SequenceVerdict verdict)
    {
        _missingBefore = Missing;
        Array.Clear(_slots);
        (_lowest, _highest, _received) = (sequence, sequence, 1);
        Slot(sequence) = fingerprint;
        return verdict;
    }

    private void Advance(long sequence)
    {
        var bottom = _lowest;
        if (sequence - bottom >= _slots.Length)
            Grow(sequence - Math.Max(bottom, sequence - MaxSlots + 1) + 1);
        if (sequence - _highest >= _slots.Length)
            Array.Clear(_slots);
        else
            for (var passed = _highest + 1; passed < sequence; passed++)
                Slot(passed) = 0;
        _highest = sequence;
    }

    /// <summary>Enlarges the ring for a number below the lowest one.</summary>
    private void EnsureCovers(long sequence)
    {
        if (_highest - sequence >= _slots.Length)
            Grow(_highest - sequence + 1);
    }

    private void Grow(long needed)
    {
        if (_slots.Length >= Math.Min(needed, MaxSlots))
            return;
        var old = _slots;
        _slots = new uint[(int)Math.Min(MaxSlots, BitOperations.RoundUpToPowerOf2((ulong)needed))];
        for (var kept = Math.Max(0, _highest - old.Length + 1); kept <= _highest; kept++)
            Slot(kept) = old[kept & (old.Length - 1)];
    }

    private static uint Fingerprint(DateTime at)
    {
        var ms = (ulong)(at.Ticks / TimeSpan.TicksPerMillisecond);
        return (uint)(ms * 0x9E37_79B9_7F4A_7C15 >> 32) | 1;
    }
}
