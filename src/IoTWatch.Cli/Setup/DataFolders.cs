namespace IoTWatch.Cli.Setup;

/// <summary>The data that comes with the program, found beside the executable.</summary>
internal static class DataFolders
{
    /// <summary>The bundled MUD documents; null in an installation without them.</summary>
    public static string? DeviceProfiles
    {
        get
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "device-profiles");
            return Directory.Exists(folder) ? folder : null;
        }
    }
}
