using System.Text.Json;
using System.Text.Json.Serialization;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Home;

namespace IoTWatch.Core.State;

/// <summary>
/// Saves and restores a home's state as versioned JSON, with serializers generated at compile time; sketches are saved
/// as bytes.
/// </summary>
public static class StateCodec
{
    /// <summary>Increased with every change of the format; a newer version is refused.</summary>
    public const int Version = 1;

    internal static byte[] Save(HomeState home)
    {
        var devices = home.Analyses.ToDictionary(
            analysis => analysis.Device.Id.Value, analysis => DeviceRecord.Of(analysis.State));
        var record = new HomeRecord(
            Version, home.Directory.Save(), devices, home.Incidents.Save(), home.NowAt, home.SweptAt, home.Late,
            home.UserRules.All, home.Budget.Save(), home.Suppressions.Rules, home.Verdicts.Save(),
            home.Verdicts.Withheld);
        return JsonSerializer.SerializeToUtf8Bytes(record, StateJson.Default.HomeRecord);
    }

    /// <exception cref="FormatException">Damaged, or of an unknown version.</exception>
    internal static void Restore(HomeState home, ReadOnlySpan<byte> state)
    {
        var record = Read(state);
        home.UserRules.Restore(record.UserRules);
        home.Directory.Restore(record.Directory);
        home.Restore(record.Devices.ToDictionary(pair => new DeviceId(pair.Key), pair => pair.Value.ToState()));
        home.Incidents.Restore(record.Incidents);
        home.Budget.Restore(record.Told ?? []);
        home.Suppressions.Restore(record.Suppressions ?? []);
        home.Verdicts.Restore(record.Verdicts ?? [], record.Withheld);
        (home.NowAt, home.SweptAt, home.Late) = (record.NowAt, record.SweptAt, record.Late);
    }

    private static HomeRecord Read(ReadOnlySpan<byte> bytes)
    {
        HomeRecord? record;
        try
        {
            record = JsonSerializer.Deserialize(bytes, StateJson.Default.HomeRecord);
        }
        catch (JsonException damage)
        {
            throw new FormatException($"the saved state is damaged: {damage.Message}", damage);
        }
        return record switch
        {
            null => throw new FormatException("the saved state is empty"),
            { Version: Version } => record,
            _ => throw new FormatException(
                $"the saved state has version {record.Version}, this program knows {Version}: "
                + "use the program that wrote it, or move the state away to start afresh"),
        };
    }
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IpAddressJson), typeof(MacAddressJson), typeof(DeviceIdJson)])]
[JsonSerializable(typeof(HomeRecord))]
internal sealed partial class StateJson : JsonSerializerContext;
