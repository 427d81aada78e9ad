using System.Numerics;

namespace IoTWatch.Core.Detection;

/// <summary>What a device did in one hour, in a few counts.</summary>
/// <param name="Hour">Hours since the epoch.</param>
/// <param name="NewDestinations">Channels used for the first time ever.</param>
/// <param name="BytesOut">Sent to the internet, IP layer; traffic inside the home is not counted.</param>
/// <param name="Contacts">Calls, collapsed.</param>
/// <param name="Failed">Of them refused or never answered.</param>
/// <param name="Channels">Channels used in this hour.</param>
/// <param name="PortBits">One bit per service port, ports folded onto 64 bits: its set bits count the distinct ports of
/// ordinary devices exactly enough.</param>
public readonly record struct BehaviourHour(
    long Hour, int NewDestinations, long BytesOut, int Contacts, int Failed, int Channels, ulong PortBits)
{
    /// <summary>Length of the vector a behaviour model sees.</summary>
    public const int FeatureCount = 7;

    private const int NightEndsAtHour = 6;

    /// <summary>What stands where in the vector.</summary>
    public static IReadOnlyList<string> FeatureNames { get; } =
        ["new destinations", "bytes sent", "calls", "failed share", "night share", "channels used", "ports used"];

    /// <summary>Writes the vector: counts as log(1 + n), shares as 0..1. Night is 0 to 6 h UTC.</summary>
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
