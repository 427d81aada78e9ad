using IoTWatch.Core.Channels;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>U6: detects clear text to a destination with which the device used encryption.</summary>
/// <remarks>
/// Rule, by port: a new channel on a clear-text port, after learning, to a destination with which the device has an
/// encrypted channel. No alert by itself: it makes a channel unexpected and is one of the reasons of an alert.
/// </remarks>
public sealed class ClearTextDetector(ClearTextOptions options)
{
    /// <param name="key">The new channel.</param>
    public bool Evaluate(DeviceView view, ChannelKey key)
    {
        var channels = view.State.Channels;
        if (!view.IsLearned || key.Protocol != TransportProtocol.Tcp || !options.Clear.Contains(key.Port))
            return false;
        foreach (var port in options.Encrypted)
            if (channels.Find(key with { Port = port }) is not null
                || channels.Find(key with { Port = port, Protocol = TransportProtocol.Udp }) is not null)
                return true;
        return false;
    }
}
