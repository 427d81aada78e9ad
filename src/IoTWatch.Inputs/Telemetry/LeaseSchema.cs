using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>iotwatch.lease/1: evidence that a MAC address uses an IP address.</summary>
/// <remarks>
/// Added after the first version of the schema: <c>mud</c> (the MUD URL of the device) and <c>via</c> (the source of
/// the evidence).
/// </remarks>
internal static class LeaseSchema
{
    // Indexed by the values of the enums.
    private static readonly string[] EventWords = ["ack", "release", "expire"];
    private static readonly string[] SourceWords = ["dhcp", "arp", "ndp", "assoc"];

    public static ReadOnlySpan<byte> Name => "iotwatch.lease/1"u8;

    public static LeaseObservation? Read(ref TelemetryReader from)
    {
        IpAddress? address = null;
        string? name = null, mudUrl = null;
        var kind = LeaseEvent.Ack;
        var source = LeaseSource.Dhcp;
        while (from.TryNext(out var key))
        {
            if (key.SequenceEqual("mac"u8))
                from.ReadDeviceMac();
            else if (key.SequenceEqual("ip"u8))
                address = from.ReadAddress();
            else if (key.SequenceEqual("name"u8))
                name = from.ReadText();
            else if (key.SequenceEqual("mud"u8))
                mudUrl = from.ReadText();
            else if (key.SequenceEqual("event"u8))
                kind = (LeaseEvent)from.ReadWord(EventWords);
            else if (key.SequenceEqual("via"u8))
                source = (LeaseSource)from.ReadWord(SourceWords);
            else
                from.Skip();
        }
        if (address is null)
            from.Fail("missing-ip");
        return from.Problem is not null ? null : new LeaseObservation
        {
            At = from.At,
            Mac = from.Mac,
            Address = address!.Value,
            HostName = name,
            MudUrl = mudUrl,
            Event = kind,
            Source = source,
        };
    }

    public static void Write(TelemetryWriter to, LeaseObservation lease)
    {
        to.Mac("mac"u8, lease.Mac);
        to.Address("ip"u8, lease.Address);
        to.Text("name"u8, lease.HostName);
        to.Json.WriteString("event"u8, EventWords[(int)lease.Event]);
        to.Json.WriteString("via"u8, SourceWords[(int)lease.Source]);
        to.Text("mud"u8, lease.MudUrl);
    }
}
