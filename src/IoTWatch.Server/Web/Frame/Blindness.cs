using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Frame;

/// <summary>Says in sentences what the service cannot see or has lost: the red strip of every page.</summary>
/// <remarks>
/// "No alerts" must never look like "no data". A loss is shown for an hour after it was last seen to grow; counters
/// are since the start of the service, and the sentence says so.
/// </remarks>
public sealed class Blindness(ServiceStatus status, TimeProvider time)
{
    private const int MostReasons = 3;
    private static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LoopFailsAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LossIsNews = TimeSpan.FromHours(1);

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
                sentences.Add($"Sensor {Wording.Visible(sensor.Id)} is offline{Since(sensor)}.");
            else if (now - sensor.LastReceivedAt > SilentAfter)
                sentences.Add($"Sensor {Wording.Visible(sensor.Id)} is silent{Since(sensor)}.");
        if (LossesAreNews(now))
            sentences.Add(Losses());
        return sentences;
    }

    private static void AddLink(List<string> sentences, string what, LinkStatus link)
    {
        if (link.State is LinkState.Down or LinkState.Misconfigured)
            sentences.Add(link.Detail is { } detail ? $"{what}: {Wording.Visible(detail.Length > 200 ? detail[..200] + "…" : detail)}" : $"{what}.");
    }

    /// <summary>A loop whose error a link has shown already is not repeated.</summary>
    private void AddLoops(List<string> sentences, DateTimeOffset now)
    {
        foreach (var loop in status.Loops.Where(loop => loop.IsFailing && now - loop.Since >= LoopFailsAfter))
        {
            var error = Wording.Visible(loop.Error ?? "");
            error = error.Length > 200 ? error[..200] + "…" : error;
            if (!sentences.Exists(sentence => sentence.Contains(error, StringComparison.Ordinal)))
                sentences.Add($"The background loop {loop.Name} fails since {Wording.Clock(loop.Since.UtcDateTime)} UTC: {error}");
        }
    }

    private static string Since(SensorStatus sensor) =>
        sensor.LastObservationAt is { } at ? $": no data since {Wording.Day(at)} {Wording.Clock(at)} UTC" : "";

    private bool LossesAreNews(DateTimeOffset now)
    {
        lock (_lock)
        {
            var losses = status.Ingest.Dropped.Values.Sum() + status.Ingest.Missing + status.Ingest.SinkFailures.Values.Sum();
            if (losses != _losses)
                (_losses, _lossAt) = (losses, now);
            return losses > 0 && now - _lossAt < LossIsNews;
        }
    }

    private string Losses()
    {
        var reasons = status.Ingest.Dropped.Select(d => (d.Key, d.Value))
            .Concat(status.Ingest.SinkFailures.Select(f => ($"failures of {f.Key}", f.Value)))
            .Append(("missing in sensors' sequences", status.Ingest.Missing))
            .Where(r => r.Item2 > 0).OrderByDescending(r => r.Item2).ToList();
        var named = string.Join(", ", reasons.Take(MostReasons).Select(r => $"{Wording.Count(r.Item2)} {Wording.Visible(r.Item1)}"));
        var more = reasons.Count > MostReasons ? ", …" : "";
        return $"Lost since {Wording.Day(status.StartedAt.UtcDateTime)} {Wording.Clock(status.StartedAt.UtcDateTime)} UTC: {named}{more}.";
    }
}
