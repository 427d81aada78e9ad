using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>The service in a process of its own, so that a test can kill it with SIGKILL.</summary>
/// <remarks>
/// The child is this test program again: its module initializer sees the variable, runs the service in place of the
/// tests, and ends when the parent closes its standard input, so that no child outlives a test run.
/// </remarks>
internal sealed class ServiceChild : IDisposable
{
    private const string Variable = "IOTWATCH_TEST_CHILD";

    private readonly Process _process;
    private bool _disposed;

    private ServiceChild(Process process) => _process = process;

    /// <param name="embeddedPort">0 = no embedded broker.</param>
    /// <param name="brokerPort">0 = no external broker.</param>
    public static async Task<ServiceChild> StartAsync(string folder, int embeddedPort, int brokerPort)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ServiceChild).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = string.Create(
            CultureInfo.InvariantCulture, $"{embeddedPort}|{brokerPort}|{folder}");
        var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.True(line == "up", $"the child said '{line}': {(line is null ? await error : "")}");
        return new ServiceChild(process);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

#pragma warning disable CA2255 // A test program has no Main of ours to put this in.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } asked)
            return;
        var parts = asked.Split('|', 3);
        var (embedded, broker) = (int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture));
        var options = new ServiceOptions
        {
            DataFolder = parts[2],
            Http = new Uri("http://127.0.0.1:0"),
            EmbeddedBroker = new EmbeddedBrokerOptions { Enabled = embedded > 0, Port = Math.Max(1, embedded) },
            Broker = new BrokerOptions { Host = broker > 0 ? "127.0.0.1" : null, Port = broker > 0 ? broker : null },
            Storage = new StorageOptions { CheckpointEvents = 500 },
        };
        // No continuation of ours may run while the initializer holds the module: only calls into the service, waited
        // for.
        using var service = new Stopper(ServiceHost.StartAsync(
            options, TimeProvider.System, static logging =>
                logging.ClearProviders(), CancellationToken.None).GetAwaiter().GetResult());
        Console.Out.WriteLine("up");
        while (Console.In.Read() >= 0)
        {
        }
        Environment.Exit(0);
    }

    private sealed class Stopper(RunningService service) : IDisposable
    {
        public void Dispose() => service.StopAsync().GetAwaiter().GetResult();
    }
}
