using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Text;

/// <summary>Parses numbers, times and addresses from UTF-8 text without creating strings.</summary>
/// <remarks>
/// The hot methods are optimised at their first call, because a run over logs often ends before tiered compilation does
/// it.
/// </remarks>
internal static class Utf8Values
{
    /// <summary>Parses 1 to 18 decimal digits, which cannot overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryCount(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 18)
            return false;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            value = value * 10 + digit;
        }
        return true;
    }

    public static bool TryPort(ReadOnlySpan<byte> text, out ushort port)
    {
        var good = TryCount(text, out var value) && value <= ushort.MaxValue;
        port = good ? (ushort)value : (ushort)0;
        return good;
    }

    /// <summary>
    /// Parses seconds (<c>1545403816.962094</c> or <c>1e-05</c>) to ticks of 100 ns; further digits are dropped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TrySeconds(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        if (whole.Length > 11 || !TryCount(whole, out var seconds))
            return TryExponent(text, out ticks);
        long scale = TimeSpan.TicksPerSecond;
        if (dot >= 0)
            foreach (var c in text[(dot + 1)..])
            {
                var digit = (uint)(c - '0');
                if (digit > 9)
                    return TryExponent(text, out ticks);
                scale /= 10;
                ticks += digit * scale;
            }
        ticks += seconds * TimeSpan.TicksPerSecond;
        return true;
    }

    /// <summary>Parses an event time in epoch seconds or ISO 8601, from 1970 to 2106 (2^32 seconds).</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out DateTime at)
    {
        at = default;
        if (!TrySeconds(text, out var ticks))
        {
            if (text.Length is < 19 or > 40
                || !DateTimeOffset.TryParse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal, out var iso))
                return false;
            ticks = iso.UtcTicks - DateTime.UnixEpoch.Ticks;
        }
        if (ticks < 0 || ticks > uint.MaxValue * TimeSpan.TicksPerSecond)
            return false;
        at = DateTime.UnixEpoch.AddTicks(ticks);
        return true;
    }

    public static bool TryAddress(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (IpAddress.TryParseDotted(text, out var v4))
        {
            address = IpAddress.FromV4(v4);
            return true;
        }
        address = default;
        Span<char> wide = stackalloc char[48];
        return text.Length <= wide.Length
            && Ascii.ToUtf16(text, wide, out var length) == System.Buffers.OperationStatus.Done
            && IpAddress.TryParse(wide[..length], out address);
    }

    public static bool TryMac(ReadOnlySpan<byte> text, out MacAddress mac)
    {
        mac = default;
        Span<char> wide = stackalloc char[24];
        return text.Length <= wide.Length
            && Ascii.ToUtf16(text, wide, out var length) == System.Buffers.OperationStatus.Done
            && MacAddress.TryParse(wide[..length], out mac);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!Utf8Parser.TryParse(text, out double seconds, out var used) || used != text.Length
            || !(seconds is >= 0 and < 1e11))
            return false;
        ticks = (long)(seconds * TimeSpan.TicksPerSecond);
        return true;
    }
}
