namespace IoTWatch.Core.Channels;

/// <summary>A way in which traffic differs from what the device's profile expects.</summary>
/// <remarks>
/// The numbers are the positions in a <see cref="DeviationSet"/>, so new kinds must be added at the end. The codes (U1,
/// W1 …), which alerts contain, and the texts are in <see cref="DeviationTable"/>.
/// </remarks>
public enum Deviation : byte
{
    /// <summary>U1.</summary>
    NewDestination,

    /// <summary>U2: another port or protocol at a known destination.</summary>
    NewService,

    /// <summary>U3.</summary>
    Volume,

    /// <summary>U4.</summary>
    Cadence,

    /// <summary>U5: an address for which the device received no DNS answer.</summary>
    NoDnsAnswer,

    /// <summary>U6.</summary>
    ClearText,

    /// <summary>U7: new peers, a scan.</summary>
    Lateral,

    /// <summary>U8: a service that the device's class does not use.</summary>
    DeviceClass,

    /// <summary>W1: joined an open Wi-Fi network.</summary>
    OpenNetwork,
}

/// <summary>The one table of the deviation kinds: code, short label and description for people.</summary>
public static class DeviationTable
{
    private static readonly (string Code, string Label, string Description)[] Table =
    [
        ("U1", "new destination", "a destination that no profile of this device contains"),
        ("U2", "new port or protocol", "a service that its profile does not contain for this destination"),
        ("U3", "unusual volume", "far more data than before"),
        ("U4", "changed period", "another period than during learning"),
        ("U5", "address without a DNS answer", "an address without a DNS query of the device"),
        ("U6", "newly in clear text", "unencrypted, where it used to be encrypted"),
        ("U7", "new peer inside the home", "many new peers at once"),
        ("U8", "unusual for its kind of device", "a service that devices of this kind do not use"),
        ("W1", "open network", "an open Wi-Fi network, where anyone nearby can listen"),
    ];

    /// <summary>Number of kinds.</summary>
    public static int Count => Table.Length;

    /// <summary>U1 … U8, W1.</summary>
    public static string Code(this Deviation deviation) => Table[(int)deviation].Code;

    /// <summary>A few words for a label.</summary>
    public static string Label(this Deviation deviation) => Table[(int)deviation].Label;

    /// <summary>A noun phrase for a sentence.</summary>
    public static string Description(this Deviation deviation) => Table[(int)deviation].Description;

    /// <summary>The kinds as one phrase: "a destination that no profile of this device contains (U1); …".</summary>
    public static string Describe(DeviationSet deviations) =>
        string.Join("; ", deviations.Select(deviation => $"{deviation.Description()} ({deviation.Code()})"));

    /// <summary>Finds a kind by its code.</summary>
    public static bool TryParse(string? code, out Deviation deviation)
    {
        var index = Array.FindIndex(Table, row => row.Code == code);
        deviation = (Deviation)Math.Max(index, 0);
        return index >= 0;
    }
}
