namespace IoTWatch.Inputs.Files;

/// <summary>Counts what was read from captures, and the records that could not be used, by reason.</summary>
public sealed class ReadReport
{
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly List<string> _unreadable = [];

    public long Files { get; set; }

    public long Bytes { get; set; }

    /// <summary>Packets read from packet captures.</summary>
    public long Packets { get; set; }

    /// <summary>Rows read from logs.</summary>
    public long Rows { get; set; }

    public long Observations { get; set; }

    /// <summary>Unused records by reason, e.g. <c>truncated</c>, <c>link-type-105</c>, <c>bad-field</c>.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons;

    /// <summary>Files that could not be read at all, as "path: reason".</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    public void Count(string reason, long by = 1) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + by;

    /// <summary>Adds the rows and the reasons of another report.</summary>
    public void Add(ReadReport other)
    {
        Rows += other.Rows;
        foreach (var (reason, count) in other.Reasons)
            Count(reason, count);
    }

    public void AddUnreadable(string path, string reason) => _unreadable.Add($"{path}: {reason}");
}
