using System.Net;
using System.Text;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>
/// A server that answers writes and queries as told, one after the other, then takes everything: for what 1.6 never
/// says.
/// </summary>
internal sealed class RudeServer(params (int Status, string Body, string? RetryAfter)[] answers) : HttpMessageHandler
{
    /// <summary>The answer of a server on which nothing was found.</summary>
    public const string Nothing = """{"results":[{"statement_id":0}]}""";

    private readonly Queue<(int Status, string Body, string? RetryAfter)> _answers = new(answers);

    /// <summary>What queries are answered first; null = the connection breaks.</summary>
    public Queue<string?> QueryAnswers { get; } = new();

    /// <summary>Queries that were asked.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>Lines taken.</summary>
    public List<string> Taken { get; } = [];

    public int Writes { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/write")
        {
            Queries.Add(Uri.UnescapeDataString(await request.Content!.ReadAsStringAsync(cancellationToken)));
            var said = QueryAnswers.TryDequeue(out var told) ? told : Nothing;
            return said is null
                ? throw new HttpRequestException("the connection broke", new IOException("reset by peer"))
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(said) };
        }
        Writes++;
        var lines = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        if (_answers.TryDequeue(out var answer))
        {
            if (answer.Status == 0)
                throw new HttpRequestException(HttpRequestError.ConnectionError, answer.Body);
            var refusal = new HttpResponseMessage((HttpStatusCode)answer.Status)
            {
                Content = new StringContent(answer.Body, Encoding.UTF8)
            };
            if (answer.RetryAfter is { } after)
                refusal.Headers.TryAddWithoutValidation("Retry-After", after);
            return refusal;
        }
        if (lines.Any(line => line.Contains("bad", StringComparison.Ordinal)))
            return new HttpResponseMessage(HttpStatusCode.UnprocessableEntity)
            {
                Content = new StringContent("failure writing points to database: partial write")
            };
        Taken.AddRange(lines);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }
}
