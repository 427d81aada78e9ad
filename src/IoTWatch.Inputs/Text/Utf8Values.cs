using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Text;

/// <summary>Numbers, times and addresses read straight from UTF-8 text, without strings.</summary>
/// <remarks>Optimised from the first call: a run over logs is often over before the run-time would do it by itself.</remarks>
internal static class Utf8Values
{
    /// <summary>Digits only; at most 18 of them, so that nothing can overflow.</summary>
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

    /// <summary>Seconds with decimals (<c>1545403816.962094</c>, also <c>1e-05</c>) in ticks of 100 ns; further digits are cut off.</summary>
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

    /// <summary>An event time: epoch seconds, or ISO 8601, from 1970 until a 32-bit count of seconds ends in 2106.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out DateTime at)
    {
        at = default;
        if (!TrySeconds(text, out var ticks))
        {
            if (text.Length is < 19 or > 40
                || !DateTimeOffset.TryParse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var iso))
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
        return text.Length <= wide.Length && Ascii.ToUtf16(text, wide, out var length) == System.Buffers.OperationStatus.Done
            && IpAddress.TryParse(wide[..length], out address);
    }

    public static bool TryMac(ReadOnlySpan<byte> text, out MacAddress mac)
    {
        mac = default;
        Span<char> wide = stackalloc char[24];
        return text.Length <= wide.Length && Ascii.ToUtf16(text, wide, out var length) == System.Buffers.OperationStatus.Done
            && MacAddress.TryParse(wide[..length], out mac);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (!Utf8Parser.TryParse(text, out double seconds, out var used) || used != text.Length || !(seconds is >= 0 and < 1e11))
            return false;
        ticks = (long)(seconds * TimeSpan.TicksPerSecond);
        return true;
    }
}
