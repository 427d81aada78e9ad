using IoTWatch.Server.Feed;

namespace IoTWatch.Server.Web.Live;

/// <summary>A changed alert with its row as HTML, rendered once for all readers.</summary>
public sealed record LiveEvent(StoredAlert Stored, string Row);
