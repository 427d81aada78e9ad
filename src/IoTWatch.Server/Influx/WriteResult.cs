using System.Net;

namespace IoTWatch.Server.Influx;

/// <summary>What the server said to a write; status 0 when it could not be reached.</summary>
/// <param name="Error">The head of the answer's body, at most 4 KiB: it repeats every refused line.</param>
public sealed record WriteResult(HttpStatusCode Status, string Error, TimeSpan? RetryAfter)
{
    public bool Accepted => (int)Status is >= 200 and < 300;
}
