namespace IoTWatch.Server.Web.AlertList;

/// <summary>Which states of an alert a list shows.</summary>
public enum AlertTab : byte
{
    Inbox,
    Escalated,
    Silenced,
    All,
}
