namespace IoTWatch.Core.Channels;

/// <summary>A set of deviation kinds, U1 to U8, in one byte; every channel holds two.</summary>
internal readonly struct DeviationSet
{
    private const int Kinds = 8;
    private static readonly IReadOnlyList<string>[] Lists = [.. Enumerable.Range(0, 1 << Kinds).Select(ListOf)];
    private readonly byte _bits;

    /// <exception cref="ArgumentException">A kind is none of the eight.</exception>
    public DeviationSet(IReadOnlyList<string> kinds)
    {
        foreach (var kind in kinds)
            _bits |= kind is ['U', >= '1' and <= '8' and var digit] ? (byte)(1 << (digit - '1')) : throw new ArgumentException($"'{kind}' is not a deviation kind");
    }

    /// <summary>The kinds in order; the same list for the same kinds.</summary>
    public IReadOnlyList<string> List => Lists[_bits];

    private static IReadOnlyList<string> ListOf(int bits) =>
        [.. Enumerable.Range(0, Kinds).Where(kind => (bits >> kind & 1) != 0).Select(kind => $"U{kind + 1}")];
}
