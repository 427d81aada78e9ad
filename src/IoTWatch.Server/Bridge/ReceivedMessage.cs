using MQTTnet;

namespace IoTWatch.Server.Bridge;

/// <summary>A message that is being stored, and the number of the connection on which it was received.</summary>
internal sealed record ReceivedMessage(MqttApplicationMessageReceivedEventArgs Message, int Epoch,
    Task<IngestOutcome> Outcome);
