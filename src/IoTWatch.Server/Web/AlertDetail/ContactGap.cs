namespace IoTWatch.Server.Web.AlertDetail;

/// <summary>A stretch of a contact line in which calls that were due did not come; positions 0..1.</summary>
public readonly record struct ContactGap(double From, double To, int Missed);
