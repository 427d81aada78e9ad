namespace IoTWatch.Server.Influx;

/// <summary>A hash that is the same in every process and version: FNV-1a over the values, mixed at the end.</summary>
/// <remarks>
/// FNV-1a 64: draft-eastlake-fnv. Final mixing: MurmurHash3 fmix64, as the low digits are what is used.
/// </remarks>
public readonly record struct StableHash(ulong State)
{
    private const ulong Prime = 0x100000001B3;

    public static StableHash Start { get; } = new(0xCBF29CE484222325);

    public ulong Value
    {
        get
        {
            var x = State;
            x = (x ^ x >> 33) * 0xFF51AFD7ED558CCD;
            x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53;
            return x ^ x >> 33;
        }
    }

    public StableHash Add(long value)
    {
        var state = State;
        for (var i = 0; i < 64; i += 8)
            state = (state ^ (byte)(value >> i)) * Prime;
        return new StableHash(state);
    }

    public StableHash Add(string? text)
    {
        var state = State;
        foreach (var c in text ?? "")
            state = (state ^ c) * Prime;
        return new StableHash((state ^ 0xFFFF) * Prime);
    }
}
