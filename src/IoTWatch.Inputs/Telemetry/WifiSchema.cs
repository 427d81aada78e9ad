using IoTWatch.Core.Observations;

namespace IoTWatch.Inputs.Telemetry;

/// <summary>iotwatch.wifi/1: a Wi-Fi event of a station or an access point.</summary>
internal static class WifiSchema
{
    // Indexed by the values of the enums.
    private static readonly string[] EventWords =
        ["assoc", "auth", "disassoc", "deauth", "authorized", "psk_mismatch", "beacon", "probe"];
    private static readonly string[] EncryptionWords = ["unknown", "open", "owe", "wep", "wpa", "wpa2", "wpa3"];

    public static ReadOnlySpan<byte> Name => "iotwatch.wifi/1"u8;

    public static WifiObservation? Read(ref TelemetryReader from)
    {
        WifiEvent? kind = null;
        MacAddress bssid = default;
        string? ssid = null, ssidHex = null, device = null, sourceKind = null;
        var encryption = WifiEncryption.Unknown;
        int? reason = null, rssi = null, channel = null;
        while (from.TryNext(out var key))
        {
            if (key.SequenceEqual("event"u8))
                kind = (WifiEvent)from.ReadWord(EventWords);
            else if (key.SequenceEqual("sta"u8))
                from.ReadDeviceMac();
            else if (key.SequenceEqual("bssid"u8))
                bssid = from.ReadMacAddress();
            else if (key.SequenceEqual("ssid"u8))
                ssid = from.ReadText();
            else if (key.SequenceEqual("ssid_hex"u8))
                ssidHex = from.ReadText();
            else if (key.SequenceEqual("enc"u8))
                encryption = (WifiEncryption)from.ReadWord(EncryptionWords);
            else if (key.SequenceEqual("reason"u8))
                reason = (int)from.ReadNumber(0, ushort.MaxValue);
            else if (key.SequenceEqual("rssi"u8))
                rssi = (int)from.ReadNumber(short.MinValue, short.MaxValue);
            else if (key.SequenceEqual("chan"u8))
                channel = (int)from.ReadNumber(0, ushort.MaxValue);
            else if (key.SequenceEqual("iface"u8))
                device = from.ReadText();
            else if (key.SequenceEqual("src"u8))
                sourceKind = from.ReadText();
            else
                from.Skip();
        }
        if (kind is null)
            from.Fail("missing-event");
        return from.Problem is not null ? null : new WifiObservation
        {
            At = from.At,
            Mac = from.Mac,
            Event = kind!.Value,
            Bssid = bssid,
            Ssid = ssid,
            SsidHex = ssidHex,
            Encryption = encryption,
            Reason = reason,
            RssiDbm = rssi,
            Channel = channel,
            Interface = device,
            SourceKind = sourceKind,
        };
    }

    public static void Write(TelemetryWriter to, WifiObservation wifi)
    {
        to.Json.WriteString("event"u8, EventWords[(int)wifi.Event]);
        to.Mac("sta"u8, wifi.Mac);
        to.Mac("bssid"u8, wifi.Bssid);
        to.Text("ssid"u8, wifi.Ssid);
        to.Text("ssid_hex"u8, wifi.SsidHex);
        to.Json.WriteString("enc"u8, EncryptionWords[(int)wifi.Encryption]);
        to.Number("reason"u8, wifi.Reason);
        to.Number("rssi"u8, wifi.RssiDbm);
        to.Number("chan"u8, wifi.Channel);
        to.Text("iface"u8, wifi.Interface);
        to.Text("src"u8, wifi.SourceKind);
    }
}
