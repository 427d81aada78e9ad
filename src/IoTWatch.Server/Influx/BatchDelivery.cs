using System.Net;

namespace IoTWatch.Server.Influx;

/// <summary>Brings one batch to the server, splitting it where the server wants less or refuses a part.</summary>
/// <remarks>
/// Writing twice is harmless, so a refused batch is halved until the bad lines stand alone, breadth first, at most 64
/// requests; the error text of 1.x miscounts what it dropped, so no number is taken from it. A field type conflict,
/// or more than a fifth of the lines refused, means that the schema is wrong, not the lines: the batch is <see
/// cref="BatchOutcome.Blocked"/> and none of it may be thrown away. Too large (413) halves without limit.
/// </remarks>
internal sealed class BatchDelivery(InfluxClient client, string database)
{
    private const int MaxRequests = 64;
    private const int MinLinesToBlock = 10;

    public List<RefusedLine> Refused { get; } = [];

    public string Reason { get; private set; } = "";

    public TimeSpan? RetryAfter { get; private set; }

    public int Splits { get; private set; }

    public int Expired { get; private set; }

    public async Task<BatchOutcome> SendAsync(ReadOnlyMemory<byte> batch, CancellationToken stop)
    {
        var lines = Lines(batch.Span);
        var parts = new Queue<(int First, int Count)>([(0, lines.Count)]);
        var searches = 0;
        while (parts.TryDequeue(out var part))
        {
            var (first, count) = part;
            var start = lines[first].Start;
            var result = await client.WriteAsync(database, batch[start..lines[first + count - 1].End], stop);
            switch (Evaluate(result))
            {
                case Verdict.Stored:
                    break;
                case Verdict.TooLarge when count > 1:
                    Halve(parts, first, count);
                    break;
                case Verdict.Refused when count > 1 && searches < MaxRequests:
                    searches += 2;
                    Halve(parts, first, count);
                    break;
                case Verdict.TooLarge or Verdict.Refused:
                    for (var i = first; i < first + count; i++)
                        Refused.Add(new RefusedLine(batch[lines[i].Start..lines[i].End],
                            $"{(int)result.Status} {result.Error}"));
                    if (Refused.Count * 5 > lines.Count && lines.Count >= MinLinesToBlock)
                        return BatchOutcome.Blocked;
                    break;
                case Verdict.Conflict:
                    return BatchOutcome.Blocked;
                case var verdict:
                    RetryAfter = result.RetryAfter;
                    return verdict switch
                    {
                        Verdict.NoDatabase => BatchOutcome.NoDatabase,
                        Verdict.Misconfigured => BatchOutcome.Misconfigured,
                        _ => BatchOutcome.Unavailable,
                    };
            }
        }
        return BatchOutcome.Done;
    }

    private void Halve(Queue<(int First, int Count)> parts, int first, int count)
    {
        Splits++;
        parts.Enqueue((first, count / 2));
        parts.Enqueue((first + count / 2, count - count / 2));
    }

    private Verdict Evaluate(WriteResult result)
    {
        if (result.Accepted)
            return Verdict.Stored;
        Reason = $"{(int)result.Status} {result.Error}";
        switch (result.Status)
        {
            case HttpStatusCode.RequestEntityTooLarge:
                return Verdict.TooLarge;
            case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when IsExpired(result.Error):
                Expired++;
                return Verdict.Stored;
            case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity:
                return result.Error.Contains("field type conflict", StringComparison.Ordinal) ? Verdict.Conflict
                    : Verdict.Refused;
            case HttpStatusCode.NotFound:
                return Verdict.NoDatabase;
            case HttpStatusCode.InternalServerError when IsPolicyMissing(result.Error):
                return Verdict.Misconfigured;
            case 0 or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests:
            case >= HttpStatusCode.InternalServerError:
                return Verdict.Unavailable;
            default:
                return Verdict.Misconfigured;
        }
    }

    private static bool IsPolicyMissing(string error) =>
        error.Contains("retention policy not found", StringComparison.Ordinal);

    private static bool IsExpired(string error) =>
        error.Contains("beyond retention policy", StringComparison.Ordinal)
            || error.Contains("outside retention policy", StringComparison.Ordinal);

    private static List<(int Start, int End)> Lines(ReadOnlySpan<byte> batch)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; start < batch.Length;)
        {
            var length = batch[start..].IndexOf((byte)'\n');
            var end = length < 0 ? batch.Length : start + length + 1;
            lines.Add((start, end));
            start = end;
        }
        return lines;
    }

    private enum Verdict : byte
    {
        Stored,
        TooLarge,
        Refused,
        Conflict,
        NoDatabase,
        Misconfigured,
        Unavailable,
    }
}
