using System.Buffers;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Storage;

namespace IoTWatch.Server.Bridge;

/// <summary>Checks the telemetry messages of both brokers and writes them to the journal.</summary>
public sealed class TelemetryIngest(Topics topics, Journal journal, ServiceStatus status, TimeProvider time)
{
    public const int MaxPayloadBytes = 256 * 1024;

    private static readonly Task<IngestOutcome> Discarded = Task.FromResult(IngestOutcome.Discarded);
    private static readonly Task<IngestOutcome> Refused = Task.FromResult(IngestOutcome.Refused);

    /// <summary>
    /// Stores a message; the task ends when it is on disk or refused. Messages are stored in the order of the calls.
    /// </summary>
    public Task<IngestOutcome> StoreAsync(string topic, ReadOnlySequence<byte> payload, bool retained)
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
        return journal.TryAppend(sensor, kind, bytes) is { } append
            ? AwaitAsync(append, bytes.Length)
            : Refuse("store-busy");
    }

    /// <summary>Records the state that a sensor publishes: <c>online</c> or <c>offline</c>.</summary>
    public void SetSensorState(string sensor, ReadOnlySequence<byte> payload)
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
            return IngestOutcome.Journaled;
        }
#pragma warning disable CA1031 // Whatever the reason: a message that is not on disk must not be acknowledged.
        catch (Exception)
        {
            // The loop of the store reports the error.
            status.Ingest.CountRefused("store-failed");
            return IngestOutcome.Refused;
        }
#pragma warning restore CA1031
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
