using System.Net;
using System.Text;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>A server that answers writes as told, one after the other, then takes everything: for what 1.6 never says.</summary>
internal sealed class RudeServer(params (int Status, string Body, string? RetryAfter)[] answers) : HttpMessageHandler
{
    private readonly Queue<(int Status, string Body, string? RetryAfter)> _answers = new(answers);

    /// <summary>Lines taken.</summary>
    public List<string> Taken { get; } = [];

    public int Writes { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != "/write")
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"results":[{"statement_id":0}]}""") };
        Writes++;
        var lines = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (_answers.TryDequeue(out var answer))
        {
            if (answer.Status == 0)
                throw new HttpRequestException(HttpRequestError.ConnectionError, answer.Body);
            var refusal = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8) };
            if (answer.RetryAfter is { } after)
                refusal.Headers.TryAddWithoutValidation("Retry-After", after);
            return refusal;
        }
        if (lines.Any(line => line.Contains("bad", StringComparison.Ordinal)))
            return new HttpResponseMessage(HttpStatusCode.UnprocessableEntity) { Content = new StringContent("failure writing points to database: partial write") };
        Taken.AddRange(lines);
        return new HttpResponseMessage(HttpStatusCode.NoContent);
    }
}
