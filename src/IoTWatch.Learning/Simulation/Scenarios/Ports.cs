namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>Ephemeral source ports, Linux's default range.</summary>
internal static class Ports
{
    public const int First = 32_768;
    public const int Count = 28_232;

    public static ushort Of(int number) => (ushort)(First + number % Count);
}
