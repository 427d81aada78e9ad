namespace IoTWatch.Learning.Simulation.Scenarios;

/// <summary>One contact of a stream whose destination changes: a person's next site, a player's next peer.</summary>
internal readonly record struct Visit(double At, Call Call);
