using IoTWatch.Core.Destinations;
using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Channels;

/// <summary>A channel as saved.</summary>
internal sealed record ChannelRecord(
    ChannelKey Key, DateTime FirstAt, IpAddress Address, string? HostName, bool IsLocal, bool IsTime, Tier Tier,
    DeviationSet Unexpected, string? CoveredBy, bool InReview, ContactCollapser Collapser, ContactsRecord Contacts,
    List<Contact>? Pending, BeaconVerdict Verdict, LearnedCadence? Cadence, DeviationSet Deviations, long ClassToldMs,
    long HourOfBytes, long BytesThisHour);
