using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>
/// Finds the class of a device by words in its profile's name, its host name and its maker's name, in this order.
/// </summary>
/// <remarks>
/// A word matches at the start of a part of the name ("bulb-3", "Kettle (iKettle)", "LivingRoomPlug"), so that "cam"
/// does not match "camden". The first match decides.
/// </remarks>
public static class DeviceClasses
{
    private static readonly (string Word, DeviceClass Class)[] Words =
    [
        .. Of(
            DeviceClass.Computer, "laptop", "desktop", "macbook", "imac", "iphone", "ipad", "android", "galaxy",
            "pixel", "phone", "tablet", "workstation", "server", "nas", "synology", "qnap", "router", "gateway",
            "openwrt", "playstation", "xbox", "nintendo", "windows", "ubuntu", "debian", "raspberry", "thinkpad",
            "surface", "chromebook", "pc", "dell", "lenovo", "intel", "vmware", "apple", "microsoft", "asustek", "giga",
            "pcs", "framework", "netgear", "ubiquiti", "mikrotik", "avm", "fritz"),
        .. Of(
            DeviceClass.Reporter, "camera", "cam", "ipcam", "webcam", "doorbell", "ring", "arlo", "wyze", "blink",
            "hikvision", "dahua", "reolink", "foscam", "amcrest", "printer", "epson", "brother", "canon", "dvr", "nvr"),
        .. Of(
            DeviceClass.Appliance, "bulb", "lamp", "light", "lights", "led", "plug", "smartplug", "outlet", "socket",
            "switch", "dimmer", "kettle", "ikettle", "iron", "toaster", "coffee", "brewer", "microwave", "oven",
            "fridge", "washer", "dryer", "dishwasher", "vacuum", "roomba", "thermostat", "nest", "sensor", "motion",
            "lock", "blind", "shutter", "scale", "monitor", "speaker", "echo", "sonos", "tv", "chromecast", "stick",
            "hub", "bridge", "hue", "wemo", "tuya", "smartlife", "shelly", "tasmota", "esphome", "sonoff", "yeelight",
            "lifx", "nanoleaf", "kasa", "tapo", "meross", "govee", "ecobee", "ultraloq", "schlage", "toy", "frame",
            "feeder", "purifier", "humidifier", "heater", "fan", "garage", "sprinkler", "signify", "espressif",
            "belkin"),
    ];

    public static DeviceClass Of(DeviceTraits traits, string? profile)
    {
        foreach (var text in (ReadOnlySpan<string?>)[profile, traits.HostName, traits.Vendor])
            if (text is not null && Find(text) is var found and not DeviceClass.Unknown)
                return found;
        return DeviceClass.Unknown;
    }

    private static DeviceClass Find(string text)
    {
        var first = int.MaxValue;
        var found = DeviceClass.Unknown;
        foreach (var (word, kind) in Words)
            if (Position(text, word) is >= 0 and var at && at < first)
                (first, found) = (at, kind);
        return found;
    }

    /// <summary>
    /// Returns the position of a word that begins a part of the name and ends it or is followed by a digit.
    /// </summary>
    private static int Position(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(
            word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            var begins = at == 0
                || !char.IsLetter(text[at - 1])
                || (char.IsLower(text[at - 1]) && char.IsUpper(text[at]));
            if (begins && (end == text.Length || !char.IsLower(text[end])))
                return at;
        }
        return -1;
    }

    private static IEnumerable<(string, DeviceClass)> Of(DeviceClass kind, params string[] words) =>
        words.Select(word => (word, kind));
}

/// <summary>The class of a device.</summary>
public enum DeviceClass : byte
{
    /// <summary>Not known: only services that no class uses are violations.</summary>
    Unknown,

    /// <summary>A computer, telephone, console, router or storage: its traffic depends on its user.</summary>
    Computer,

    /// <summary>A device with one purpose: a bulb, plug, kettle, sensor, lock, hub …</summary>
    Appliance,

    /// <summary>An appliance that may send mail or files: a camera, doorbell or printer.</summary>
    Reporter,
}
