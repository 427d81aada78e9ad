namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>A heartbeat: <c>tcp</c> a connection each time, <c>mqtt</c> a keep-alive inside a long TLS connection, <c>ntp</c> UDP port 123.</summary>
internal sealed record PublishedBeat(string Kind, string Host, double PeriodSeconds);
