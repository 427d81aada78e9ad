using IoTWatch.Core.Text;
using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Frame;

/// <summary>Lists in sentences what the service cannot observe or has lost, for the red strip of every page.</summary>
/// <remarks>
/// A page without alerts must not look the same as a page without data. A loss is shown for an hour after its count
/// last grew. Counts are since the start of the service, and the sentence says so.
/// </remarks>
public sealed class OutageWarnings(ServiceStatus status, TimeProvider time)
{
    private const int MaxReasons = 3;
    private const int MaxDetail = 200;
    private static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LoopFailsAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LossShownFor = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private long _losses;
    private DateTimeOffset _lossAt = DateTimeOffset.MinValue;

    public IReadOnlyList<string> Sentences()
    {
        var sentences = new List<string>();
        AddLink(sentences, "The detector fails", status.Detector);
        AddLink(sentences, "The store fails", status.Store);
        AddLink(sentences, "The embedded broker is down", status.EmbeddedBroker);
        AddLink(sentences, "The MQTT broker cannot be reached", status.ExternalBroker);
        AddLink(sentences, "InfluxDB does not take points; they are kept on disk", status.Influx);
        var now = time.GetUtcNow();
        AddLoops(sentences, now);
        foreach (var sensor in status.Ingest.Sensors)
            if (sensor.Online == false)
                sentences.Add($"Sensor {PageText.Visible(sensor.Id)} is offline{Since(sensor)}.");
            else if (now - sensor.LastReceivedAt > SilentAfter)
                sentences.Add($"Sensor {PageText.Visible(sensor.Id)} is silent{Since(sensor)}.");
        if (LossIsRecent(now))
            sentences.Add(Losses());
        return sentences;
    }

    private static void AddLink(List<string> sentences, string what, LinkStatus link)
    {
        if (link.State is not (LinkState.Down or LinkState.Misconfigured))
            return;
        sentences.Add(link.Detail is { } detail ? $"{what}: {Cut(detail)}" : $"{what}.");
    }

    private static string Cut(string detail) =>
        PageText.Visible(detail.Length > MaxDetail ? detail[..MaxDetail] + "…" : detail);

    /// <summary>A loop whose error a link has shown already is not repeated.</summary>
    private void AddLoops(List<string> sentences, DateTimeOffset now)
    {
        foreach (var loop in status.Loops.Where(loop => loop.IsFailing && now - loop.Since >= LoopFailsAfter))
        {
            var error = Cut(loop.Error ?? "");
            if (!sentences.Exists(sentence => sentence.Contains(error, StringComparison.Ordinal)))
                sentences.Add(
                    $"The background loop {loop.Name} fails since {PageText.Clock(loop.Since.UtcDateTime)} "
                    + $"UTC: {error}");
        }
    }

    private static string Since(SensorStatus sensor) =>
        sensor.LastObservationAt is { } at ? $": no data since {DisplayText.Time(at)}" : "";

    private bool LossIsRecent(DateTimeOffset now)
    {
        lock (_lock)
        {
            var ingest = status.Ingest;
            var losses = ingest.Dropped.Values.Sum() + ingest.Missing + ingest.SinkFailures.Values.Sum();
            if (losses != _losses)
                (_losses, _lossAt) = (losses, now);
            return losses > 0 && now - _lossAt < LossShownFor;
        }
    }

    private string Losses()
    {
        var reasons = status.Ingest.Dropped.Select(d => (d.Key, d.Value))
            .Concat(status.Ingest.SinkFailures.Select(f => ($"failures of {f.Key}", f.Value)))
            .Append(("missing in sensors' sequences", status.Ingest.Missing))
            .Where(r => r.Item2 > 0).OrderByDescending(r => r.Item2).ToList();
        var named = string.Join(
            ", ", reasons.Take(MaxReasons).Select(r => $"{DisplayText.Count(r.Item2)} {PageText.Visible(r.Item1)}"));
        var more = reasons.Count > MaxReasons ? ", …" : "";
        return $"Lost since {DisplayText.Time(status.StartedAt.UtcDateTime)}: {named}{more}.";
    }
}
