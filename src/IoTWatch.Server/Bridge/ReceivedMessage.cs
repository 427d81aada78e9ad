using MQTTnet;

namespace IoTWatch.Server.Bridge;

/// <summary>A telemetry message whose fate is being written, and the connection on which it came.</summary>
internal sealed record ReceivedMessage(MqttApplicationMessageReceivedEventArgs Message, int Epoch, Task<IngestOutcome> Fate);
