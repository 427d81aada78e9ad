namespace IoTWatch.Core.Channels;

/// <summary>Adds a contact to a sketch, packed or not.</summary>
/// <remarks>
/// Intervals: 4 bins per octave from 2 s. Lags to the 8 contacts before: 6 per octave from 0.5 s. See
/// <see cref="ChannelSketch"/>.
/// </remarks>
internal static class SketchUpdate
{
    private const int LagDepth = 8;
    private const uint Week = 7 * 24 * 360_000;
    private static readonly LogBins Intervals = new(200, 4, ChannelSketch.IntervalBins);
    private static readonly LogBins Lags = new(50, ChannelSketch.LagBinsPerOctave, ChannelSketch.LagBins);

    /// <param name="atMs">Epoch milliseconds, not before the previous contact's.</param>
    public static void Add<TStore>(ref TStore store, long atMs, bool failed, bool inFlow)
        where TStore : struct, ISketchStore
    {
        if (store.Totals.Count == 0)
            store.Totals.OriginMs = atMs;
        var at = (uint)Math.Clamp((atMs - store.Totals.OriginMs) / 10, 0, uint.MaxValue);
        if (at - store.Totals.HalvedAt >= Week)
            store.Halve(at);
        Span<uint> lags = stackalloc uint[LagDepth];
        lags = lags[..(int)Math.Min(store.Totals.Count, LagDepth)];
        store.CopyLags(at, lags);
        if (lags.Length > 0)
            Raise(ref store, IntervalBin(lags[0]), at);
        foreach (var lag in lags)
            Raise(ref store, ISketchStore.FirstLag + Lags[lag], at);
        store.Push(at);
        var hours = Math.Max(atMs, 0) / 3_600_000;
        ref var totals = ref store.Totals;
        totals.Count++;
        totals.Failed += failed ? 1u : 0;
        totals.InFlow += inFlow ? 1u : 0;
        totals.WeekSlots |= 1u << (int)(hours / 6 % 28);
        Raise(ref store, ISketchStore.FirstHour + (int)(hours % 24), at);
    }

    public static void AddSize<TStore>(ref TStore store, long bytes)
        where TStore : struct, ISketchStore =>
        store.Raise(ISketchStore.FirstSize + store.Totals.AddSize(bytes));

    public static int IntervalBin(uint centiseconds) => Intervals[centiseconds];

    private static void Raise<TStore>(ref TStore store, int bin, uint at)
        where TStore : struct, ISketchStore
    {
        if (store.Raise(bin))
            store.Halve(at);
    }
}
