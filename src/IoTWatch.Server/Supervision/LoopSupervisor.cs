using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IoTWatch.Server.Supervision;

/// <summary>Creates the background loops of the service and lists their states.</summary>
public sealed class LoopSupervisor(TimeProvider time, ILogger<LoopSupervisor> logger)
{
    private readonly ConcurrentDictionary<string, SupervisedLoop> _loops = new(StringComparer.Ordinal);

    /// <summary>For a part of the service that is used alone: system time, no log.</summary>
    public LoopSupervisor()
        : this(TimeProvider.System, NullLogger<LoopSupervisor>.Instance)
    {
    }

    /// <summary>The states of all loops, by name.</summary>
    public IReadOnlyList<LoopStatus> Statuses =>
        [.. _loops.Values.Select(loop => loop.Status).OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <summary>The state of a loop; null if there is none of this name.</summary>
    public LoopStatus? Find(string name) => _loops.TryGetValue(name, out var loop) ? loop.Status : null;

    /// <summary>Adds a loop; a name that is taken gets a number appended.</summary>
    /// <param name="backoff">Waits between attempts; default <see cref="LoopBackoff.Local"/>.</param>
    public SupervisedLoop Add(string name, LoopBackoff? backoff = null)
    {
        for (var number = 1; ; number++)
        {
            var unique = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            var loop = new SupervisedLoop(unique, backoff ?? LoopBackoff.Local, time, logger, Remove);
            if (_loops.TryAdd(unique, loop))
                return loop;
        }
    }

    private void Remove(SupervisedLoop loop) => _loops.TryRemove(KeyValuePair.Create(loop.Name, loop));
}
