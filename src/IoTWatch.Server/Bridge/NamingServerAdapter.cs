using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;

namespace IoTWatch.Server.Bridge;

/// <summary>The TCP listener of the embedded broker; assigns ids to clients that have none.</summary>
/// <remarks>
/// MQTT 3.1.1 allows a client with a clean session to leave its id empty (section 3.1.3.1), and common command-line
/// clients do. MQTTnet.Server refuses them, whatever the interceptors return; so the id is put into the CONNECT
/// packet as it arrives.
/// </remarks>
internal sealed class NamingServerAdapter : IMqttServerAdapter
{
    private readonly MqttTcpServerAdapter _inner = new();

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        _inner.ClientHandler = channel => ClientHandler?.Invoke(new NamingChannelAdapter(channel))
            ?? Task.CompletedTask;
        return _inner.StartAsync(options, logger);
    }

    public Task StopAsync() => _inner.StopAsync();

    public void Dispose() => _inner.Dispose();
}
