using System.Text.Json;
using IoTWatch.Tests;

namespace IoTWatch.Cli.Tests.Captures;

/// <summary>
/// The published labels of the shared captures, read for the tests by position: names and addresses stay in the data.
/// </summary>
internal static class Labels
{
    public static TheoryData<int> Captures => [.. Enumerable.Range(0, SharedData.Root is null ? 1 : All().Count)];

    public static IReadOnlyList<JsonElement> All()
    {
        using var labels = JsonDocument.Parse(File.ReadAllText(SharedData.Path("labels.json")));
        return [.. labels.RootElement.GetProperty("captures").EnumerateArray().Select(capture => capture.Clone())];
    }

    /// <summary>The capture's files and networks as command-line words.</summary>
    public static IEnumerable<string> Words(JsonElement capture) =>
        capture.GetProperty("files").EnumerateArray().Select(file => SharedData.Path(file.GetString()!))
            .Concat(
                ["--local", .. capture.GetProperty("local").EnumerateArray().Select(network => network.GetString()!)]);

    public static bool Is(JsonElement row, JsonElement label) =>
        row.GetProperty("address").GetString() == label.GetProperty("address").GetString()
        && row.GetProperty("port").GetInt32() == label.GetProperty("port").GetInt32()
        && row.GetProperty("proto").GetString() == label.GetProperty("proto").GetString();
}
