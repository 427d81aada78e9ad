using System.Collections.Concurrent;
using IoTWatch.Core;
using IoTWatch.Core.Home;

namespace IoTWatch.Server.Feed;

/// <summary>
/// Queues queries about the pipeline's state; the detector's thread answers them between two batches.
/// </summary>
/// <remarks>
/// A query ends in bounded time whatever the detector does: with its answer, with a <see cref="TimeoutException"/>
/// after <see cref="Timeout"/>, or cancelled when the detector stops.
/// </remarks>
public sealed class PipelineQueries(TimeProvider time) : IDeviceSource
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private const int MaxWaiting = 1000;

    private readonly ConcurrentQueue<(Action<Pipeline> Run, Action Cancel)> _waiting = new();
    private volatile bool _closed;

    /// <summary>Called after a query was queued, so that the detector looks for it.</summary>
    public Action? Queued { get; set; }

    /// <summary>Runs the query on the detector's thread.</summary>
    /// <exception cref="TimeoutException">The detector did not answer in time, or too many queries wait.</exception>
    public Task<T> QueryAsync<T>(Func<Pipeline, T> query, CancellationToken cancel = default)
    {
        if (_waiting.Count >= MaxWaiting)
            throw new TimeoutException("too many queries wait for the detector");
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((Answer, () => answer.TrySetCanceled()));
        if (_closed)
            Close();
        Queued?.Invoke();
        return answer.Task.WaitAsync(Timeout, time, cancel);

        void Answer(Pipeline pipeline)
        {
#pragma warning disable CA1031 // The failure of a query belongs to its caller.
            try
            {
                answer.TrySetResult(query(pipeline));
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
            }
#pragma warning restore CA1031
        }
    }

    public Task<IReadOnlyList<DeviceReport>> DevicesAsync(CancellationToken cancel) =>
        QueryAsync<IReadOnlyList<DeviceReport>>(static pipeline => [.. pipeline.Home.Devices()], cancel);

    /// <summary>Answers all queries that wait.</summary>
    internal void AnswerAll(Pipeline pipeline)
    {
        while (_waiting.TryDequeue(out var query))
            query.Run(pipeline);
    }

    /// <summary>Cancels the queries that wait and all later ones.</summary>
    internal void Close()
    {
        _closed = true;
        while (_waiting.TryDequeue(out var query))
            query.Cancel();
    }
}
