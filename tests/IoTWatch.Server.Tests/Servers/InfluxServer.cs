using System.Diagnostics;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>A real influxd with its own folder on free loopback ports, ended by its own process id.</summary>
internal sealed class InfluxServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/influxd";

    private readonly string _folder = Directory.CreateTempSubdirectory("iotwatch-influxd-").FullName;
    private int _port;
    private readonly string _httpOptions;
    private Process? _process;

    private InfluxServer(string httpOptions) => _httpOptions = httpOptions;

    public Uri Url => new($"http://127.0.0.1:{_port}/");

    /// <param name="httpOptions">Further lines of the section <c>[http]</c>.</param>
    public static async Task<InfluxServer> StartAsync(string httpOptions = "")
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed (Debian: apt-get install influxdb)");
        var server = new InfluxServer(httpOptions);
        // A port that was free a moment ago may be taken by the time influxd asks for it.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            server._port = FreePort.Take();
            if (await server.TryStartAsync())
                return server;
        }
        throw new InvalidOperationException("influxd ended by itself, five times on end");
    }

    public async Task StartAgainAsync() => Assert.True(await TryStartAsync(), "influxd ended by itself");

    private async Task<bool> TryStartAsync()
    {
        var config = Path.Combine(_folder, "influxd.conf");
        await File.WriteAllTextAsync(config, Config());
        _process = Process.Start(new ProcessStartInfo(Program, ["-config", config])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await beat.WaitForNextTickAsync(patience.Token))
            try
            {
                using var answer = await http.GetAsync(new Uri(Url, "ping"), patience.Token);
                return !_process.HasExited;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            catch (HttpRequestException)
            {
                return false;
            }
        return false;
    }

    /// <summary>SIGKILL: no goodbye, nothing flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Config() => $"""
        reporting-disabled = true
        bind-address = "127.0.0.1:0"
        [meta]
          dir = "{_folder}/meta"
        [data]
          dir = "{_folder}/data"
          wal-dir = "{_folder}/wal"
          index-version = "tsi1"
        [monitor]
          store-enabled = false
        [ifql]
          enabled = false
        [logging]
          level = "warn"
        [http]
          bind-address = "127.0.0.1:{_port}"
          log-enabled = false
          {_httpOptions}
        """;
}
