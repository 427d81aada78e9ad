using IoTWatch.Core.Alerts;
using IoTWatch.Core.Devices;
using IoTWatch.Core.Profiles;

namespace IoTWatch.Core.Detection;

/// <summary>Everything a checkpoint holds.</summary>
internal sealed record HomeRecord(
    int Version, DirectoryRecord Directory, IReadOnlyDictionary<DeviceId, DeviceState> Devices, IReadOnlyList<Incident> Incidents,
    DateTime NowAt, DateTime SweptAt, long Late, IReadOnlyList<UserRule>? UserRules = null, IReadOnlyList<ToldAlert>? Told = null,
    IReadOnlyList<Suppression>? Suppressions = null, IReadOnlyList<Verdict>? Verdicts = null, long Withheld = 0);
