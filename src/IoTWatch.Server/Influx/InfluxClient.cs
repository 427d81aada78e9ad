using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IoTWatch.Server.Configuration;

namespace IoTWatch.Server.Influx;

/// <summary>
/// The three endpoints that InfluxDB 1.6 to 3 share: <c>/ping</c>, <c>/write</c> and <c>/query</c> (InfluxQL).
/// </summary>
/// <remarks>
/// Always <c>precision=ns</c>: 1.6 takes any unknown word for nanoseconds without an error, and 3 guesses when it is
/// absent. Redirects are not followed: a redirected POST would turn into a GET and look like a success.
/// </remarks>
public sealed class InfluxClient : IDisposable
{
    private const int ErrorHeadBytes = 4096;

    private readonly HttpClient _http;
    private readonly bool _gzip;

    public InfluxClient(InfluxOptions options, SenderOptions sending, HttpMessageHandler? handler = null)
    {
        var url = options.Url ?? throw new ArgumentException("no URL", nameof(options));
        _gzip = sending.Gzip ?? !url.IsLoopback;
        handler ??= new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5)
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"),
            Timeout = sending.Timeout
        };
        if (options.Token is { Length: > 0 } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", token);
        else if (options.User is { Length: > 0 } user)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")));
    }

    /// <summary>The server's version, e.g. <c>1.6.7</c>; empty when it names none.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<string> PingAsync(CancellationToken stop)
    {
        using var response = await _http.GetAsync("ping", HttpCompletionOption.ResponseHeadersRead, stop);
        return response.Headers.TryGetValues("X-Influxdb-Version", out var values) ? values.First() : "";
    }

    /// <summary>Sends whole lines; a server that cannot be reached is a result too, never an exception.</summary>
    public async Task<WriteResult> WriteAsync(string database, ReadOnlyMemory<byte> lines, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"write?db={Uri.EscapeDataString(database)}&precision=ns");
        request.Content = _gzip ? Compressed(lines) : new ReadOnlyMemoryContent(lines);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var error = response.IsSuccessStatusCode ? "" : await HeadAsync(response, stop);
            return new WriteResult(response.StatusCode, error, RetryAfter(response));
        }
        catch (Exception e) when (
            e is HttpRequestException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return new WriteResult(0, e is OperationCanceledException ? "no answer in time" : e.Message, null);
        }
    }

    /// <summary>Runs InfluxQL; the answer's root element, times in epoch milliseconds.</summary>
    /// <exception cref="HttpRequestException">
    /// The server cannot be reached, or refused; its message says why.
    /// </exception>
    public async Task<JsonElement> QueryAsync(string? database, string influxQl, CancellationToken stop)
    {
        var form = new Dictionary<string, string> { ["q"] = influxQl, ["epoch"] = "ms" };
        if (database is not null)
            form["db"] = database;
        using var content = new FormUrlEncodedContent(form);
        using var response = await _http.PostAsync("query", content, stop);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(await HeadAsync(response, stop), null, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var root = await ParseAsync(body, stop);
        foreach (var result in root.GetProperty("results").EnumerateArray())
            if (result.TryGetProperty("error", out var error))
                throw new HttpRequestException(error.ToString());
        return root;
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Compressed(ReadOnlyMemory<byte> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(lines.Span);
        var content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>The answer, once it is known to be one of InfluxQL: a proxy may say anything.</summary>
    private static async Task<JsonElement> ParseAsync(Stream body, CancellationToken stop)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: stop);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("results", out var results)
                && results.ValueKind == JsonValueKind.Array
                && results.EnumerateArray().All(result => result.ValueKind == JsonValueKind.Object))
                return root.Clone();
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new HttpRequestException("the answer to a query is not one of an InfluxDB");
    }

    private static async Task<string> HeadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var head = new byte[ErrorHeadBytes];
        var length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        var text = Encoding.UTF8.GetString(head, 0, length).Trim();
        return text.Length > 0 ? text : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
        _ => null,
    };
}
