namespace IoTWatch.Server.Web.AlertList;

/// <summary>The tabs of the list of alerts.</summary>
public enum AlertTab : byte
{
    /// <summary>Published, and not decided on.</summary>
    Inbox,

    Escalated,

    All,

    /// <summary>Set aside by a person, for good or for a time.</summary>
    Silenced,

    /// <summary>Found while learning, or new after an update: for a person to decide.</summary>
    Review,

    /// <summary>Beyond the alert budget.</summary>
    Deferred,
}
