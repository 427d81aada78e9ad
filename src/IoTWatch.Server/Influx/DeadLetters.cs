using System.Globalization;
using System.Text;

namespace IoTWatch.Server.Influx;

/// <summary>
/// Lines that the server refuses whatever is done, kept for a person to look at: <c>20261123.lp</c>, each line after
/// a comment with its reason.
/// </summary>
public sealed class DeadLetters(string folder, TimeProvider time, long maxBytes = 64 << 20)
{
    private readonly Lock _lock = new();

    /// <summary>Refused lines that were not kept, because the folder is full.</summary>
    public long Dropped { get; private set; }

    public void Add(IReadOnlyCollection<RefusedLine> lines)
    {
        if (lines.Count == 0)
            return;
        var text = new StringBuilder();
        foreach (var refused in lines)
        {
            text.Append("# ").AppendLine(Encoding.UTF8.GetString(OneLine(refused.Reason)));
            text.AppendLine(Encoding.UTF8.GetString(refused.Line.Span).TrimEnd('\n'));
        }
        lock (_lock)
        {
            Directory.CreateDirectory(folder);
            if (new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length) + text.Length > maxBytes)
            {
                Dropped += lines.Count;
                return;
            }
            var name = time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture) + ".lp";
            File.AppendAllText(Path.Combine(folder, name), text.ToString());
        }
    }

    private static byte[] OneLine(string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(reason.Length > 300 ? reason[..300] : reason);
        bytes.AsSpan().Replace((byte)'\n', (byte)' ');
        return bytes;
    }
}
