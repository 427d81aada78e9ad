using System.Runtime.InteropServices;

namespace IoTWatch.Core.Channels;

/// <summary>A <see cref="BeaconVerdict"/> without padding between its fields.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PackedVerdict
{
    private double _probability;
    private double _periodSeconds;
    private double _jitter;
    private double _medianIntervalSeconds;
    private double _support;
    private long _evaluatedAtMs;
    private long _regularSinceMs;
    private int _missed;
    private int _nextDue;
    private BeaconMethod _method;

    public static PackedVerdict Of(in BeaconVerdict verdict) => new()
    {
        _probability = verdict.Probability,
        _periodSeconds = verdict.Estimate.PeriodSeconds,
        _jitter = verdict.Estimate.Jitter,
        _medianIntervalSeconds = verdict.Estimate.MedianIntervalSeconds,
        _support = verdict.Estimate.Support,
        _evaluatedAtMs = verdict.EvaluatedAtMs,
        _regularSinceMs = verdict.RegularSinceMs,
        _missed = verdict.Estimate.Missed,
        _nextDue = verdict.NextDue,
        _method = verdict.Estimate.Method,
    };

    public readonly BeaconVerdict Unpack() => new(
        _probability, new BeaconEstimate(_periodSeconds, _jitter, _missed, _method, _medianIntervalSeconds, _support),
        _evaluatedAtMs, _nextDue, _regularSinceMs);
}
