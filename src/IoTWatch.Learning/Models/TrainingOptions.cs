namespace IoTWatch.Learning.Models;

/// <summary>Options of the training of the beacon model; the defaults give the shipped model.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of the generated channels and the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Training channels per family; twice as many for negative families, which are fewer. 1..100,000.
    /// </summary>
    public int TrainingChannels { get; init; } = 1000;

    /// <summary>Validation channels per family, for calibration and threshold. 1..100,000.</summary>
    public int ValidationChannels { get; init; } = 150;

    /// <summary>Held-out channels per family, for the figures of the card. 1..100,000.</summary>
    public int TestChannels { get; init; } = 600;

    /// <summary>Numbers of contacts after which a channel gives a sample; ascending.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [5, 6, 8, 10, 12, 16, 24, 32, 48, 64];

    /// <summary>Number of trees. 1..2,000.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>Leaves per tree. 2..256.</summary>
    public int Leaves { get; init; } = 24;

    /// <summary>Shrinkage per tree. 0.01..1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Also trains once without each family and reports its figures; takes one training per family.</summary>
    public bool LeaveOneFamilyOut { get; init; }

    /// <summary>Number of the model; its id is <c>beacon/N</c>.</summary>
    public int Number { get; init; } = 1;
}
