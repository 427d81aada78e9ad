using System.Text.Json;
using System.Threading.Channels;
using IoTWatch.Server.Decisions;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Supervision;

namespace IoTWatch.Server.Bridge;

/// <summary>
/// Answers <c>bridge/request/&lt;verb&gt;</c> on <c>bridge/response/&lt;verb&gt;</c>: decisions from a home's
/// automation.
/// </summary>
/// <remarks>
/// Requests are answered one at a time and in order; a request that arrives while <see cref="MaxWaiting"/> wait is
/// dropped and counted. The access list of the broker decides who may publish requests: the shipped one excludes
/// sensors. The request's <c>transaction</c> is returned unchanged.
/// </remarks>
public sealed class BridgeRequests(
    IBroker broker, Topics topics, DecisionService decisions, ServiceStatus status, LoopSupervisor supervisor)
    : IAsyncDisposable
{
    public const int MaxBytes = 16 * 1024;
    private const int MaxWaiting = 256;
    private const int MaxTransactionLength = 128;

    private readonly Channel<(string Verb, byte[] Payload)> _waiting =
        Channel.CreateBounded<(string, byte[])>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly SupervisedLoop _loop = supervisor.Add("requests-" + broker.Name);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start()
    {
        broker.RequestReceived = Enqueue;
        _running = _loop.RunAsync(AnswerAsync, token => _waiting.Reader.WaitToReadAsync(token).AsTask(), _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        broker.RequestReceived = null;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _loop.Dispose();
        _stop.Dispose();
    }

    private void Enqueue(string verb, byte[] payload)
    {
        if (payload.Length > MaxBytes)
            status.Ingest.CountDropped("request-too-large");
        else if (!_waiting.Writer.TryWrite((verb, payload)))
            status.Ingest.CountDropped("too-many-requests");
    }

    /// <summary>Answers all requests that wait; one that throws is not tried again.</summary>
    private async Task AnswerAsync(CancellationToken stop)
    {
        while (_waiting.Reader.TryRead(out var request))
        {
            var response = await ExecuteAsync(request.Verb, request.Payload, stop).ConfigureAwait(false);
            var payload = JsonSerializer.SerializeToUtf8Bytes(response, BridgeJson.Default.BridgeResponse);
            await broker.PublishAsync(topics.Response(request.Verb), payload, retain: false, stop)
                .ConfigureAwait(false);
        }
    }

    private async Task<BridgeResponse> ExecuteAsync(string verb, byte[] payload, CancellationToken stop)
    {
        if (FlatFields.Read(payload, out var problem) is not { } fields)
            return Refuse(problem!, null);
        var transaction = fields.GetValueOrDefault("transaction");
        if (transaction?.Length > MaxTransactionLength)
            return Refuse(new DecisionProblem("transaction", $"at most {MaxTransactionLength} characters"), null);
        var (outcome, refused) = await decisions.ExecuteAsync(verb, fields, stop).ConfigureAwait(false);
        return outcome is null ? Refuse(refused!, transaction) : new BridgeResponse("ok", outcome, null, transaction);
    }

    private static BridgeResponse Refuse(DecisionProblem problem, string? transaction)
    {
        var message = problem.Field.Length == 0 ? problem.Message : $"{problem.Field}: {problem.Message}";
        return new BridgeResponse("error", null, message, transaction);
    }
}
