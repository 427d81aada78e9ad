namespace IoTWatch.Server.Web.AlertDetail;

/// <summary>A part of a contact line in which calls were missed; positions 0..1.</summary>
public readonly record struct ContactGap(double From, double To, int Missed);
