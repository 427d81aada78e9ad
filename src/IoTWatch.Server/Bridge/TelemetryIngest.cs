using System.Buffers;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Bridge;

/// <summary>The gate that both brokers share: checks a telemetry message and puts it on disk.</summary>
public sealed class TelemetryIngest(Topics topics, Journal journal, ServiceStatus status, TimeProvider time, ILogger<TelemetryIngest> logger)
{
    public const int MaxPayloadBytes = 256 * 1024;

    private static readonly Task<IngestOutcome> Discarded = Task.FromResult(IngestOutcome.Discarded);
    private static readonly Task<IngestOutcome> Refused = Task.FromResult(IngestOutcome.Refused);

    /// <summary>Takes a message; the task ends once its fate is durable. Calls are journaled in their order.</summary>
    public Task<IngestOutcome> TakeAsync(string topic, ReadOnlySequence<byte> payload, bool retained)
    {
        var ingest = status.Ingest;
        if (!topics.TryReadTelemetry(topic, out var sensor, out var kind))
            return Drop("unknown-topic");
        if (retained)
            return Drop("retained");
        if (payload.Length > MaxPayloadBytes)
            return Drop("payload-too-large");
        if (payload.IsEmpty)
            return Drop("payload-empty");
        if (!ingest.Admits(sensor))
            return Drop("too-many-sensors");
        if (journal.IsFull)
            return Refuse("journal-full");
        var bytes = payload.ToArray();
        return journal.TryAppend(sensor, kind, bytes) is { } append ? AwaitAsync(append, bytes.Length) : Refuse("store-busy");
    }

    /// <summary>Takes what a sensor says of itself.</summary>
    public void TakeState(string sensor, ReadOnlySequence<byte> payload)
    {
        Span<byte> word = stackalloc byte[8];
        if (payload.Length > word.Length)
            return;
        payload.CopyTo(word);
        word = word[..(int)payload.Length];
        if (word.SequenceEqual("online"u8) || word.SequenceEqual("offline"u8))
            status.Ingest.SetOnline(sensor, word.Length == 6, time.GetUtcNow());
    }

    private async Task<IngestOutcome> AwaitAsync(Task<long> append, int bytes)
    {
        try
        {
            await append.ConfigureAwait(false);
            status.Ingest.CountMessage(bytes);
            if (status.Store.State != LinkState.Up)
                status.Store = new LinkStatus(LinkState.Up);
            return IngestOutcome.Journaled;
        }
        catch (SqliteException error)
        {
            status.Ingest.CountRefused("store-failed");
            if (status.Store.State != LinkState.Down)
                logger.JournalFailed(error);
            status.Store = new LinkStatus(LinkState.Down, error.Message);
            return IngestOutcome.Refused;
        }
    }

    private Task<IngestOutcome> Drop(string reason)
    {
        status.Ingest.CountDropped(reason);
        return Discarded;
    }

    private Task<IngestOutcome> Refuse(string reason)
    {
        status.Ingest.CountRefused(reason);
        return Refused;
    }
}
