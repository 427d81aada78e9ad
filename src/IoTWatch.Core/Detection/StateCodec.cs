using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;

namespace IoTWatch.Core.Detection;

/// <summary>Saves and loads the pipeline's state as versioned JSON, generated at compile time; sketches travel as their bytes.</summary>
public static class StateCodec
{
    /// <summary>Rises with every change of shape; a newer one is refused, an older one is converted on load.</summary>
    public const int Version = 1;

    internal static byte[] Write(HomeRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Default.HomeRecord);

    /// <exception cref="FormatException">Damaged, or of an unknown version.</exception>
    internal static HomeRecord Read(ReadOnlySpan<byte> bytes)
    {
        HomeRecord? record;
        try
        {
            record = JsonSerializer.Deserialize(bytes, StateJson.Default.HomeRecord);
        }
        catch (JsonException damage)
        {
            throw new FormatException($"the saved state is damaged: {damage.Message}", damage);
        }
        return record switch
        {
            null => throw new FormatException("the saved state is empty"),
            { Version: Version } => record,
            _ => throw new FormatException(
                $"the saved state has version {record.Version}, this program knows {Version}: use the program that wrote it, or move the state away to start afresh"),
        };
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HomeRecord))]
[JsonSerializable(typeof(ChannelRecord))]
[JsonSerializable(typeof(ChannelsRecord))]
[JsonSerializable(typeof(IReadOnlyList<KnownName>))]
internal sealed partial class StateJson : JsonSerializerContext;
