using System.Runtime.InteropServices;
using System.Security.Cryptography;
using IoTWatch.Core.Beaconing;
using IoTWatch.Learning.Models;
using IoTWatch.Learning.Simulation.Timing;

namespace IoTWatch.Learning.Training;

/// <summary>
/// Trains the beacon model on generated channels and evaluates it on held-out ones; the same options give the same
/// bytes.
/// </summary>
/// <remarks>
/// Training, validation and test channels have separate seeds (split by channel, not by sample). Features come from the
/// collapser, the sketch and <see cref="BeaconFeatures"/> of the live detector.
/// </remarks>
public static class Trainer
{
    private static readonly string[] Limits =
    [
        "Trained on generated channels only; no capture and no address entered it.",
        "Sizes, durations and failures are drawn alike for both classes, so they carry no evidence by themselves.",
        "Below 8 contacts the probability is a hint; an alert needs at least 8 contacts and 6 periods.",
        "Several devices behind one NAT address, many irregular calls among the regular ones, and mixtures of "
            + "disturbances are found late; see the families.",
        "Traffic that no negative family resembles may be called beaconing: the column \"left out\" shows how often "
            + "that was so for each.",
        "RITA's timing part gives many channels exactly 1.000, negatives among them, so at 1 % false positives "
            + "it finds none.",
        "The probability is calibrated for as many beacons as there are others; in a home, benign heartbeats are most "
            + "of what it calls beaconing.",
    ];

    /// <summary>Generates the samples, fits the trees, evaluates them and returns model, card and file.</summary>
    public static TrainedModel Train(TrainingOptions options, IProgress<string>? progress = null)
    {
        progress?.Report("generating channels");
        var training = Samples(options, "train", options.TrainingChannels);
        var validation = Samples(options, "validation", options.ValidationChannels);
        var test = Samples(options, "test", options.TestChannels);

        progress?.Report($"fitting {options.Trees} trees on {training.Count:#,0} samples");
        var id = $"beacon/{options.Number}";
        var typical = Typical(training);
        var fitted = TreeTrainer.Fit(training, validation, options);
        var model = fitted.ToModel(id, typical);
        var zip = fitted.ToZip();
        var threshold = Ranking.ThresholdAt(
            HeldOutMetrics.FalsePositiveRate,
            [.. validation.Where(s => !s.IsPositive).Select(s => model.Score(s.Features))]);

        progress?.Report("fitting on timing alone");
        var (timingTraining, timingValidation) = (TimingAlone(training), TimingAlone(validation));
        var timing = TreeTrainer.Fit(timingTraining, timingValidation, options).ToModel("timing alone", []);

        progress?.Report($"measuring on {test.Count:#,0} held-out samples");
        var card = new ModelCard
        {
            Id = id,
            Trainer = "ML.NET FastTree",
            FeatureVersion = BeaconFeatures.Version,
            FeatureNames = BeaconFeatures.Names,
            ModelSha256 = Convert.ToHexStringLower(SHA256.HashData(zip)),
            DataSha256 = Digest(training),
            Options = options,
            TrainingSamples = training.Count,
            Slope = fitted.Slope,
            Offset = fitted.Offset,
            Threshold = threshold,
            Typical = typical,
            Figures = [.. HeldOutMetrics.Figures(test, model, timing, options.Seed)],
            Families = [.. TimingFamily.All.Select(f => new FamilyFigures(
                f.Name, f.IsPositive, HeldOutMetrics.Called(test, model, f, leftOut: false),
                HeldOutMetrics.Called(test, timing, f, leftOut: false),
                LeftOut(f, timingTraining, timingValidation, test, options, progress)))],
            Periods = [.. HeldOutMetrics.Periods(test, model, threshold)],
            Limits = Limits,
        };
        return new TrainedModel(model, card, zip);
    }

    private static double? LeftOut(
        TimingFamily family, List<Sample> training, List<Sample> validation, List<Sample> test, TrainingOptions options,
        IProgress<string>? progress)
    {
        if (!options.LeaveOneFamilyOut)
            return null;
        progress?.Report($"training without {family}");
        var fitted = TreeTrainer.Fit(
            [.. training.Where(s => s.Family != family)], [.. validation.Where(s => s.Family != family)], options);
        return HeldOutMetrics.Called(test, fitted.ToModel("left out", []), family, leftOut: true);
    }

    private static List<Sample> Samples(TrainingOptions options, string split, int channels) =>
        [.. TimingFamily.All.SelectMany(f =>
            SampleGenerator.Generate(f, split, options.Seed, f.IsPositive ? channels : 2 * channels, options.Cuts))];

    private static List<Sample> TimingAlone(List<Sample> samples) => [.. samples.Select(s => s.TimingAlone())];

    private static float[] Typical(List<Sample> training)
    {
        var typical = new float[BeaconFeatures.Count];
        for (var i = 0; i < typical.Length; i++)
        {
            var values = training.Where(s => !s.IsPositive).Select(s => s.Features[i]).Order().ToArray();
            typical[i] = values[values.Length / 2]; // the upper median, as in the shipped card
        }
        return typical;
    }

    private static string Digest(List<Sample> samples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in samples)
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(sample.Features));
            hash.AppendData([sample.IsPositive ? (byte)1 : (byte)0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
