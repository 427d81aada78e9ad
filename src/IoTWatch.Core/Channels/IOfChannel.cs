namespace IoTWatch.Core.Channels;

/// <summary>Belongs to a channel.</summary>
internal interface IOfChannel
{
    ChannelKey Key { get; }
}
