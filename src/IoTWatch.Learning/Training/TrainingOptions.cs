namespace IoTWatch.Learning.Training;

/// <summary>What the beacon model is trained on, and how. The defaults make the shipped model.</summary>
public sealed record TrainingOptions
{
    /// <summary>Fixes every generated channel, the trees and the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Generated channels of each family that the trees see; negative families, being fewer, get twice as many. 1..100,000.</summary>
    public int TrainingChannels { get; init; } = 1000;

    /// <summary>Channels of each family that calibrate the probability and set the threshold. 1..100,000.</summary>
    public int ValidationChannels { get; init; } = 150;

    /// <summary>Held-out channels of each family that the card's figures come from. 1..100,000.</summary>
    public int TestChannels { get; init; } = 600;

    /// <summary>Contacts after which a channel is looked at; rising.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [5, 6, 8, 10, 12, 16, 24, 32, 48, 64];

    /// <summary>1..2,000.</summary>
    public int Trees { get; init; } = 300;

    /// <summary>2..256.</summary>
    public int Leaves { get; init; } = 24;

    /// <summary>0.01..1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Also trains once without each family and reports how it is then judged; takes as many trainings as there are families.</summary>
    public bool LeaveOneFamilyOut { get; init; }

    /// <summary>The model's number: its id is <c>beacon/N</c>.</summary>
    public int Number { get; init; } = 1;
}
