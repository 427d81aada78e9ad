using System.Text.Json;
using System.Threading.Channels;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Bridge;

/// <summary>Answers <c>bridge/request/&lt;verb&gt;</c> on <c>bridge/response/&lt;verb&gt;</c>: decisions from a home's automation.</summary>
/// <remarks>
/// One at a time and in order; what comes while <see cref="MostWaiting"/> wait is dropped and counted. Who may ask is the broker's access list to say:
/// the shipped one lets no sensor. The request's <c>transaction</c> is sent back as it came.
/// </remarks>
public sealed class BridgeRequests(IBroker broker, Topics topics, DecisionDesk desk, ServiceStatus status, ILogger<BridgeRequests> logger) : IAsyncDisposable
{
    public const int MostBytes = 16 * 1024;
    private const int MostWaiting = 256;
    private const int LongestTransaction = 128;

    private readonly Channel<(string Verb, byte[] Payload)> _waiting = Channel.CreateBounded<(string, byte[])>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        broker.RequestReceived = Take;
        _running = RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        broker.RequestReceived = null;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Take(string verb, byte[] payload)
    {
        if (payload.Length > MostBytes)
            status.Ingest.CountDropped("request-too-large");
        else if (!_waiting.Writer.TryWrite((verb, payload)))
            status.Ingest.CountDropped("too-many-requests");
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await foreach (var (verb, payload) in _waiting.Reader.ReadAllAsync(stop).ConfigureAwait(false))
                await AnswerAsync(verb, payload, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

#pragma warning disable CA1031 // Whatever one request or the broker's library throws, the next request is answered.
    private async Task AnswerAsync(string verb, byte[] payload, CancellationToken stop)
    {
        try
        {
            var answer = await ThinkAsync(verb, payload, stop).ConfigureAwait(false);
            await broker.PublishAsync(topics.Response(verb), JsonSerializer.SerializeToUtf8Bytes(answer, BridgeJson.Default.BridgeResponse), retain: false, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            logger.PublishFailed(broker.Name, error);
        }
    }
#pragma warning restore CA1031

    private async Task<BridgeResponse> ThinkAsync(string verb, byte[] payload, CancellationToken stop)
    {
        if (FlatFields.Read(payload, out var problem) is not { } fields)
            return Refuse(problem!, null);
        var transaction = fields.GetValueOrDefault("transaction");
        if (transaction?.Length > LongestTransaction)
            return Refuse(new DecisionProblem("transaction", $"at most {LongestTransaction} characters"), null);
        var (outcome, refused) = await desk.DoAsync(verb, fields, stop).ConfigureAwait(false);
        return outcome is null ? Refuse(refused!, transaction) : new BridgeResponse("ok", outcome, null, transaction);
    }

    private static BridgeResponse Refuse(DecisionProblem problem, string? transaction) =>
        new("error", null, problem.Field.Length == 0 ? problem.Message : $"{problem.Field}: {problem.Message}", transaction);
}
