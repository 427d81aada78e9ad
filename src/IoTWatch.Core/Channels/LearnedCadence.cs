namespace IoTWatch.Core.Channels;

/// <summary>The periods of a channel while its device was learned.</summary>
/// <param name="Evaluations">Number of evaluations.</param>
/// <param name="Regular">Number of evaluations that found it regular.</param>
/// <param name="HighestProbability">Highest probability of all evaluations.</param>
/// <param name="ShortestSeconds">Shortest period of the regular evaluations; 0 where there are none.</param>
/// <param name="LongestSeconds">Longest period of the regular evaluations.</param>
/// <param name="KnownIntervals">One bit for each bin of <see cref="Channels.ChannelSketch.Intervals"/> with at least 5
/// % of the intervals.</param>
public sealed record LearnedCadence(
    int Evaluations, int Regular, double HighestProbability,
    double ShortestSeconds, double LongestSeconds, ulong KnownIntervals);
