namespace IoTWatch.Server.Web.Frame;

/// <summary>The entries of the navigation.</summary>
public enum Section : byte
{
    Alerts,
    Devices,
    Health,
}
