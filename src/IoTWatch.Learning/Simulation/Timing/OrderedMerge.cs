namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>
/// Merges ordered sequences lazily into one ordered sequence; equal keys keep the order of the sequences.
/// </summary>
internal static class OrderedMerge
{
    public static IEnumerable<double> ByTime(params IEnumerable<double>[] streams) => By(streams, t => t);

    public static IEnumerable<T> By<T, TKey>(IEnumerable<IEnumerable<T>> streams, Func<T, TKey> key)
    {
        var queue = new PriorityQueue<IEnumerator<T>, (TKey, int)>();
        var rank = 0;
        foreach (var stream in streams)
        {
            var items = stream.GetEnumerator();
            if (items.MoveNext())
                queue.Enqueue(items, (key(items.Current), rank));
            rank++;
        }
        while (queue.TryDequeue(out var items, out var place))
        {
            yield return items.Current;
            if (items.MoveNext())
                queue.Enqueue(items, (key(items.Current), place.Item2));
            else
                items.Dispose();
        }
    }
}
