namespace IoTWatch.Server.Bridge;

/// <summary>A broker that we publish to: the embedded one, or one elsewhere.</summary>
public interface IBroker
{
    /// <summary>Names the place in the change log up to which this broker was told.</summary>
    string Name { get; }

    /// <summary>Rises with every connection, starting at 1; 0 while there is none. A new value means that retained topics must be sent again.</summary>
    int Epoch { get; }

    /// <summary>Publishes with QoS 1.</summary>
    /// <returns>False when it could not be handed over; try again on the next epoch.</returns>
    Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancel);

    /// <summary>Called whenever <see cref="Epoch"/> has changed.</summary>
    Action? EpochChanged { get; set; }

    /// <summary>Called with the verb and the payload of each message on <c>bridge/request/…</c>; must not wait.</summary>
    Action<string, byte[]>? RequestReceived { get; set; }
}
