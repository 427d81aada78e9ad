using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.AlertList;

/// <summary>One page of alerts.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Sequence">The newest change known when the page was made: the live stream goes on from here.</param>
public sealed record AlertListing(IReadOnlyList<StoredAlert> Rows, long? Next, long Sequence);
