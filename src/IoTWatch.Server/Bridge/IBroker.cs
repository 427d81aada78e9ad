namespace IoTWatch.Server.Bridge;

/// <summary>A broker that the service publishes to: the embedded one, or an external one.</summary>
public interface IBroker
{
    /// <summary>Names the stored position in the change log up to which this broker has the changes.</summary>
    string Name { get; }

    /// <summary>Number of the present connection, from 1; 0 while there is none.</summary>
    /// <remarks>With a new connection the retained topics must be published again.</remarks>
    int Epoch { get; }

    /// <summary>Publishes with QoS 1.</summary>
    /// <returns>False if there is no connection; to be tried again on the next one.</returns>
    Task<bool> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool retain, CancellationToken cancel);

    /// <summary>Called whenever <see cref="Epoch"/> has changed.</summary>
    Action? EpochChanged { get; set; }

    /// <summary>
    /// Called with the verb and the payload of each message on <c>bridge/request/…</c>; must not block.
    /// </summary>
    Action<string, byte[]>? RequestReceived { get; set; }
}
