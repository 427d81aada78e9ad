/// <summary>
/// Writes the names of the assemblies that a process has loaded when it ends, to the file that an environment variable
/// names. The runtime runs it before the program where <c>DOTNET_STARTUP_HOOKS</c> names this assembly.
/// </summary>
internal static class StartupHook
{
    public const string OutputVariable = "IOTWATCH_TEST_LOADED_ASSEMBLIES";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(OutputVariable) is { Length: > 0 } file)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(
                file, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
    }
}
