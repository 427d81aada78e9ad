using IoTWatch.Core;
using IoTWatch.Core.Alerts;
using IoTWatch.Server.Configuration;
using IoTWatch.Server.Feed;
using IoTWatch.Server.Hosting;
using IoTWatch.Server.Storage;
using Microsoft.Extensions.Logging;

namespace IoTWatch.Server.Tests.Servers;

/// <summary>
/// Starts the real service on free ports and a folder of its own; may be started again on the same folder.
/// </summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public RunningService Running { get; private set; } = null!;

    public ServiceOptions Options { get; private set; } = new();

    public string Folder => _folder.Path;

    private TimeProvider Time { get; init; } = TimeProvider.System;

    public static async Task<ServiceUnderTest> StartAsync(
        Func<ServiceOptions, ServiceOptions>? change = null, TimeProvider? time = null)
    {
        var service = new ServiceUnderTest { Time = time ?? TimeProvider.System };
        service.Options = new ServiceOptions
        {
            DataFolder = service.Folder,
            Http = new Uri("http://127.0.0.1:0"),
            EmbeddedBroker = new EmbeddedBrokerOptions { Port = FreePort.Take() },
            Detection = new PipelineOptions(),
        };
        service.Options = change?.Invoke(service.Options) ?? service.Options;
        try
        {
            await service.StartAgainAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async Task StartAgainAsync() =>
        Running = await ServiceHost.StartAsync(
            Options, Time, static logging => logging.SetMinimumLevel(LogLevel.None), CancellationToken.None);

    public Task<MqttUser> UserAsync() => MqttUser.ConnectAsync(Running.MqttPort!.Value);

    /// <summary>
    /// Stores alert changes and notifies the sinks, as the detector does: no publisher has to wait for its next beat.
    /// </summary>
    public async Task DetectAsync(params AlertChange[] changes)
    {
        var stored = await Running.Of<SqliteAlertStore>().ApplyAsync(0, changes);
        for (var i = 0; i < stored.Count; i++)
            Running.Of<SinkSet>().Changed(stored[i], changes[i]);
    }

    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Running.SettleAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (Running is not null)
            await Running.DisposeAsync();
        _folder.Dispose();
    }
}
