using IoTWatch.Server.Configuration;
using IoTWatch.Server.Influx;

namespace IoTWatch.Server.Tests.Influx;

/// <summary>A spool and a sender before a server, with waits short enough for a test.</summary>
internal sealed class SenderBench : IAsyncDisposable
{
    public static readonly SenderOptions Quick = new()
    {
        MinBackoff = TimeSpan.FromMilliseconds(20),
        MaxBackoff = TimeSpan.FromMilliseconds(100),
        MisconfiguredRetry = TimeSpan.FromMilliseconds(50),
        BlockedRetry = TimeSpan.FromMilliseconds(50),
        Timeout = TimeSpan.FromSeconds(10),
        ApplyRetention = false,
    };

    public static readonly MeasurementOf<int> Reading = new MeasurementOf<int>("test", "reading")
        .Tag("device", i => $"d{i % 7}").Whole("n", i => i).Real("half", i => i / 2.0);

    private static readonly InfluxDatabase Database = new(
        "test", TimeSpan.FromDays(7), TimeSpan.FromDays(1), true, [Reading]);

    private CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<SenderStatus>[] _seen =
        [.. Enum.GetValues<SenderState>()
            .Select(_ => new TaskCompletionSource<SenderStatus>(TaskCreationOptions.RunContinuationsAsynchronously))];

    private Task _running = Task.CompletedTask;

    public SenderBench(Uri url, SenderOptions? options = null)
    {
        var sending = options ?? Quick;
        Client = new InfluxClient(new InfluxOptions { Url = url }, sending);
        Spool = new Spool(Path.Combine(Folder, "spool"), TimeProvider.System);
        Sender = new InfluxSender(
            Client, Spool, Database, new DeadLetters(Path.Combine(Folder, "dead"), TimeProvider.System), sending,
            TimeProvider.System, status => _seen[(int)status.State].TrySetResult(status));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("iotwatch-sender-").FullName;

    public InfluxClient Client { get; }

    public Spool Spool { get; }

    public InfluxSender Sender { get; }

    public static long At(int i) =>
        PointTime.Of(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(i), 0);

    public void Start() => _running = Sender.RunAsync(_stop.Token);

    /// <summary>Ends when the sender rests; it can be started again.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    /// <summary>Spools the readings from first on, in one batch.</summary>
    public void Put(int first, int count)
    {
        var writer = new LineProtocolWriter();
        for (var i = first; i < first + count; i++)
            Reading.Write(writer, i, At(i));
        Spool.Append(writer.Written.Span, writer.Lines);
    }

    public Task<SenderStatus> Entered(SenderState state) =>
        _seen[(int)state].Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Ends when all that was put is on the server.</summary>
    public Task Drained() =>
        Spool.DrainedAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(90));

    public async Task<double> AskAsync(string influxQl)
    {
        var answer = await Client.QueryAsync("test", influxQl, TestContext.Current.CancellationToken);
        return answer.GetProperty("results")[0].TryGetProperty("series", out var series)
            ? series[0].GetProperty("values")[0][1].GetDouble()
            : 0;
    }

    public string DeadLetterText() => string.Concat(
        Directory.Exists(Path.Combine(Folder, "dead"))
            ? Directory.EnumerateFiles(Path.Combine(Folder, "dead")).Select(File.ReadAllText)
            : []);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Spool.Dispose();
        Client.Dispose();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
