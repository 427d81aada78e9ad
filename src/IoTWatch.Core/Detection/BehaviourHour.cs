using System.Numerics;

namespace IoTWatch.Core.Detection;

/// <summary>Counts of a device's activity in one hour.</summary>
/// <param name="Hour">Hours since the epoch.</param>
/// <param name="NewDestinations">Channels used for the first time ever.</param>
/// <param name="BytesOut">Sent to the internet, IP layer; traffic inside the home is not counted.</param>
/// <param name="Contacts">Collapsed calls.</param>
/// <param name="Failed">Calls that were refused or not answered.</param>
/// <param name="Channels">Channels used in this hour.</param>
/// <param name="PortBits">One bit per service port modulo 64: the number of set bits is nearly the number of distinct
/// ports.</param>
public readonly record struct BehaviourHour(
    long Hour, int NewDestinations, long BytesOut, int Contacts, int Failed, int Channels, ulong PortBits)
{
    /// <summary>Length of the feature vector of a behaviour model.</summary>
    public const int FeatureCount = 7;

    private const int NightEndsAtHour = 6;

    /// <summary>Names of the features, in order.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
        ["new destinations", "bytes sent", "calls", "failed share", "night share", "channels used", "ports used"];

    /// <summary>Writes the feature vector: counts as log(1 + n), shares as 0..1. Night is 0 to 6 h UTC.</summary>
    public void Write(Span<float> vector)
    {
        vector[0] = MathF.Log(1 + NewDestinations);
        vector[1] = MathF.Log(1 + BytesOut);
        vector[2] = MathF.Log(1 + Contacts);
        vector[3] = Contacts == 0 ? 0 : (float)Failed / Contacts;
        vector[4] = Hour % 24 < NightEndsAtHour ? 1 : 0;
        vector[5] = MathF.Log(1 + Channels);
        vector[6] = MathF.Log(1 + BitOperations.PopCount(PortBits));
    }

    internal static ulong PortBit(ushort port) => 1UL << (int)(port * 0x9E3779B1u >> 26);
}
