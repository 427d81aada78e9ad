namespace IoTWatch.Learning.Simulation.Timing;

/// <summary>One generated call: when it starts (seconds since a Monday midnight), what the device sent, how long it lasted, whether it got no answer, and whether it is a burst inside an open connection.</summary>
public readonly record struct TimedContact(double Seconds, int Bytes, double DurationSeconds, bool Failed, bool InFlow);
