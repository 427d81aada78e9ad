using BenchmarkDotNet.Attributes;
using IoTWatch.Core.Beaconing;
using IoTWatch.Core.Channels;
using IoTWatch.Learning.Models;

namespace IoTWatch.Bench.Measures;

/// <summary>
/// Measures features and trees of a channel of 64 contacts, compared with the coefficient of variation of its
/// intervals.
/// </summary>
[MemoryDiagnoser]
public class FeatureEvaluation
{
    private readonly float[] _features = new float[BeaconFeatures.Count];
    private readonly IBeaconModel _model = ModelLoader.Load(null).Model;
    private readonly double[] _times = new double[ChannelSketch.RingSize];
    private ChannelSketch _sketch;

    /// <summary>A timer with 20 % jitter, or a Poisson process, which has more candidate periods.</summary>
    [Params(true, false)]
    public bool Regular { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var atMs = 1_700_000_000_000L;
        _sketch = default;
        for (var i = 0; i < ChannelSketch.RingSize; i++)
        {
            atMs += (long)(60_000 * (Regular ? 0.8 + 0.4 * random.NextDouble() : -Math.Log(1 - random.NextDouble())));
            _sketch.Add(atMs, failed: false, inFlow: false);
            _sketch.AddSize(300 + random.Next(20));
        }
        BeaconFeatures.Compute(_sketch, _features);
    }

    [Benchmark(Baseline = true)]
    public double Variation()
    {
        var count = _sketch.CopyTimes(_times);
        double sum = 0, squares = 0;
        for (var i = 1; i < count; i++)
        {
            var interval = _times[i] - _times[i - 1];
            sum += interval;
            squares += interval * interval;
        }
        var mean = sum / (count - 1);
        return Math.Sqrt(squares / (count - 1) - mean * mean) / mean;
    }

    [Benchmark]
    public BeaconEstimate Features() => BeaconFeatures.Compute(_sketch, _features);

    [Benchmark]
    public double Trees() => _model.Score(_features);
}
