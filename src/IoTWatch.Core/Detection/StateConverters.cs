using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Channels;
using IoTWatch.Core.Destinations;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Detection;

/// <summary>Addresses as text.</summary>
internal sealed class IpAddressJson : JsonConverter<IpAddress>
{
    public override IpAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IpAddress.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, IpAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Hardware addresses as twelve hex digits.</summary>
internal sealed class MacAddressJson : JsonConverter<MacAddress>
{
    public override MacAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MacAddress.TryParse(reader.GetString(), out var mac) ? mac : throw new JsonException("not a hardware address");

    public override void Write(Utf8JsonWriter writer, MacAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToHex());
}

/// <summary>Device ids as text.</summary>
internal sealed class DeviceIdJson : JsonConverter<DeviceId>
{
    public override DeviceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override DeviceId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}

/// <summary>Channels through their record.</summary>
internal sealed class ChannelJson : JsonConverter<ChannelState>
{
    public override ChannelState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ChannelState.Restore(JsonSerializer.Deserialize(ref reader, StateJson.Default.ChannelRecord)!);

    public override void Write(Utf8JsonWriter writer, ChannelState value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Save(), StateJson.Default.ChannelRecord);
}

/// <summary>Channel tables through their record.</summary>
internal sealed class ChannelsJson : JsonConverter<ChannelTable>
{
    public override ChannelTable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ChannelTable.Restore(JsonSerializer.Deserialize(ref reader, StateJson.Default.ChannelsRecord)!);

    public override void Write(Utf8JsonWriter writer, ChannelTable value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Save(), StateJson.Default.ChannelsRecord);
}

/// <summary>Name caches as a list.</summary>
internal sealed class NamesJson : JsonConverter<NameCache>
{
    public override NameCache Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = new NameCache();
        names.Restore(JsonSerializer.Deserialize(ref reader, StateJson.Default.IReadOnlyListKnownName) ?? []);
        return names;
    }

    public override void Write(Utf8JsonWriter writer, NameCache value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Save(), StateJson.Default.IReadOnlyListKnownName);
}
