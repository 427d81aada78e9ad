namespace IoTWatch.Core.Channels;

/// <summary>The rhythm a channel had while its device was learned.</summary>
/// <param name="Evaluations">Evaluations while learned.</param>
/// <param name="Regular">Of them those that found it regular.</param>
/// <param name="HighestProbability">Over all of them.</param>
/// <param name="ShortestSeconds">Shortest period among the regular ones; 0 where there is none.</param>
/// <param name="LongestSeconds">Longest period among the regular ones.</param>
/// <param name="KnownIntervals">One bit per bin of <see cref="Channels.ChannelSketch.Intervals"/> that held a share of
/// them worth naming.</param>
public sealed record LearnedCadence(
    int Evaluations, int Regular, double HighestProbability,
    double ShortestSeconds, double LongestSeconds, ulong KnownIntervals);
