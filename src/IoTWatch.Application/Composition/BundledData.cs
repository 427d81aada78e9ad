namespace IoTWatch.Application.Composition;

/// <summary>Finds the data that comes with the program, beside the executable.</summary>
public static class BundledData
{
    /// <summary>The folder of the bundled MUD documents; null in an installation without them.</summary>
    public static string? DeviceProfiles
    {
        get
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "device-profiles");
            return Directory.Exists(folder) ? folder : null;
        }
    }
}
