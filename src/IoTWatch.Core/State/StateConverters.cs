using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.State;

/// <summary>Writes IP addresses as text.</summary>
internal sealed class IpAddressJson : JsonConverter<IpAddress>
{
    public override IpAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IpAddress.TryParse(reader.GetString(), out var address)
            ? address
            : throw new JsonException("not an IP address");

    public override void Write(Utf8JsonWriter writer, IpAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>Writes MAC addresses as twelve hex digits.</summary>
internal sealed class MacAddressJson : JsonConverter<MacAddress>
{
    public override MacAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MacAddress.TryParse(reader.GetString(), out var mac) ? mac : throw new JsonException("not a hardware address");

    public override void Write(Utf8JsonWriter writer, MacAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToHex());
}

/// <summary>Writes device ids as text.</summary>
internal sealed class DeviceIdJson : JsonConverter<DeviceId>
{
    public override DeviceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
